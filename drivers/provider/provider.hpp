#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <memory>
#include <string>

#include "drivers/web/web.hpp"

/// A payment provider that keeps payers' methods and charges them when it is asked to.
namespace drivers::provider {

/// Who is called, and with which key of the office's.
struct Target {
    std::string url;                             // "https://pay.example/v1"
    std::string key;                             // sent as a bearer token
    std::string ca_file;                         // whom to trust; empty: whom the system trusts
    std::chrono::milliseconds patience{20'000};  // for one answer
};

/// Whether that may be called: https, and http on this machine alone.
std::expected<void, std::string> check(const std::string& url);

/// What is to be charged. The same one again has the same key, by which the provider knows it.
///
/// requires: key is of A–Z, a–z, 0–9 and . _ : -
struct Charge {
    std::string key;
    std::string token;     // the payer's method, as the provider calls it
    std::string amount;    // "11.78": with the decimals of its currency
    std::string currency;  // ISO 4217
    std::string about;     // what the payer may read of it
};
/// What a call says; the same each time.
std::string charge_json(const Charge& charge);

enum class Verdict : std::uint8_t {
    paid,
    declined,
    unclear,      // whatever is no clear answer
    not_sent,     // of charge(): there was no connection, nothing of it got out
    never_heard,  // of ask(): the provider says that it knows nothing by that key
};
struct Answer {
    Verdict verdict{Verdict::unclear};
    std::string said;       // why it was declined, or what was answered
    std::string reference;  // the provider's own number
    bool is_away{false};    // nobody was there
};

/// What an answer says of a charge. It is clear only where it is whole and names the key, the
/// amount and the currency of that charge.
///
/// source: drivers/provider/README.md
Answer read_charged(const web::Response& heard, const Charge& charge);
Answer read_asked(const web::Response& heard, const Charge& charge);

/// Charges, and asks what became of a charge.
///
/// threads: one
class Provider {
public:
    /// requires: check(target.url)
    explicit Provider(Target target);
    ~Provider();
    Provider(const Provider&) = delete;
    Provider& operator=(const Provider&) = delete;

    /// Once: what becomes of it is asked for by ask().
    Answer charge(const Charge& charge);
    Answer ask(const Charge& charge);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace drivers::provider
