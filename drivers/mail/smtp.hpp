#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>

#include "drivers/mail/message.hpp"

namespace drivers::mail {

/// Who takes letters for delivery.
struct MailServer {
    std::string url;  // "smtps://mail.example.org", "smtp://mail.example.org:587"
    std::string user;
    std::string password;
    std::string ca_file;  // whom to trust; empty: whom the system trusts
    bool operator==(const MailServer&) const = default;
};

/// Whether letters may be given to it: smtp or smtps. Without TLS only to this machine.
std::expected<void, std::string> check(const MailServer& server);

enum class MailTrouble : std::uint8_t {
    refused,      // the server will not take this letter, now or later
    later,        // it will not take it now
    unreachable,  // nothing was said of this letter: the server or the network is away
    unknown,      // it was given, and no answer came: it may be on its way
};
struct MailError {
    MailTrouble trouble{MailTrouble::unreachable};
    std::string words;  // what the server said, or what happened
};

/// Gives letters to a mail server, all over one connection. Nothing is tried again: what is unknown
/// must not be sent twice.
///
/// threads: one
class Smtp {
public:
    explicit Smtp(MailServer server);
    ~Smtp();
    Smtp(const Smtp&) = delete;
    Smtp& operator=(const Smtp&) = delete;

    /// Done when the server has said that it has the letter.
    std::expected<void, MailError> send(const Message& message);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace drivers::mail
