#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace drivers::hook {

/// Who is called, and with which secret the call is signed.
struct Target {
    std::string url;      // "https://network.example/orders"
    std::string secret;   // of 16 bytes or more; "whsec_" and base 64, or as it stands
    std::string ca_file;  // whom to trust; empty: whom the system trusts
};

/// Whether that may be called: https, and http on this machine alone.
std::expected<void, std::string> check(const std::string& url);
/// The key that a secret means; nothing for one that is too short, or no base 64 behind "whsec_".
std::optional<std::string> key_of(std::string_view secret);

/// A call; the same one again has the same id, by which whoever is called knows it.
struct Call {
    std::string id;
    std::int64_t at_s{0};  // since 1970, UTC: when it leaves
    std::string body;      // JSON
};

/// What `webhook-signature` says of a call: "v1," and the base 64 of HMAC-SHA-256 over
/// "id.timestamp.body".
///
/// source: Standard Webhooks 1.0, standardwebhooks.com
/// requires: key_of(secret)
std::string signature(std::string_view secret, const Call& call);

enum class HookTrouble : std::uint8_t {
    refused,      // this call will not be taken, now or later
    later,        // it was not taken now, or nobody knows: the same call may be made again
    unreachable,  // nobody was there
};
struct HookError {
    HookTrouble trouble{HookTrouble::unreachable};
    std::string words;                            // what was answered, or what happened
    std::optional<std::int64_t> retry_after_s{};  // as was asked for
};

/// Calls by HTTP POST, over one connection. Headers: `Idempotency-Key` and `webhook-id` with the
/// call's id, `webhook-timestamp`, `webhook-signature`. An answer of 200 to 299 is a yes;
/// redirections are not followed.
///
/// threads: one
class Hook {
public:
    /// requires: check(target.url), key_of(target.secret)
    explicit Hook(Target target);
    ~Hook();
    Hook(const Hook&) = delete;
    Hook& operator=(const Hook&) = delete;

    std::expected<void, HookError> post(const Call& call);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace drivers::hook
