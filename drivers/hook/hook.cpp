#include "drivers/hook/hook.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <array>

#include "drivers/web/web.hpp"
#include "pos/base/assert.hpp"

namespace drivers::hook {

namespace {

constexpr std::size_t kKeyBytesMin = 16;

}  // namespace

std::expected<void, std::string> check(const std::string& url) {
    const auto good = web::check_address(url);
    if (good) return {};
    switch (good.error()) {
        case web::AddressFault::no_address:
            return std::unexpected{
                url + " is no address to call, such as https://network.example/orders."};
        case web::AddressFault::holds_secret:
            return std::unexpected{std::string{
                "The address must not hold a name or password: calls are signed with the secret."}};
        case web::AddressFault::in_the_open:
            return std::unexpected{"Orders would travel in the open to " + url +
                                   ". Use an https:// address."};
    }
    return {};
}

std::optional<std::string> key_of(std::string_view secret) {
    constexpr std::string_view kPrefix = "whsec_";
    std::string key{secret};
    if (secret.starts_with(kPrefix)) {
        secret.remove_prefix(kPrefix.size());
        key.resize(secret.size());
        std::size_t size = 0;
        const int done = ::sodium_base642bin(reinterpret_cast<unsigned char*>(key.data()),
                                             key.size(), secret.data(), secret.size(), nullptr,
                                             &size, nullptr, sodium_base64_VARIANT_ORIGINAL);
        if (done != 0) return std::nullopt;
        key.resize(size);
    }
    if (key.size() < kKeyBytesMin) return std::nullopt;
    return key;
}

std::string signature(std::string_view secret, const Call& call) {
    const auto key = key_of(secret);
    POS_ASSERT(key.has_value());
    const std::string text = fmt::format("{}.{}.{}", call.id, call.at_s, call.body);
    const auto bytes = [](const std::string& from) {
        return reinterpret_cast<const unsigned char*>(from.data());
    };
    crypto_auth_hmacsha256_state state;
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> sum{};
    ::crypto_auth_hmacsha256_init(&state, bytes(*key), key->size());
    ::crypto_auth_hmacsha256_update(&state, bytes(text), text.size());
    ::crypto_auth_hmacsha256_final(&state, sum.data());
    std::string written(sodium_base64_ENCODED_LEN(sum.size(), sodium_base64_VARIANT_ORIGINAL),
                        '\0');
    ::sodium_bin2base64(written.data(), written.size(), sum.data(), sum.size(),
                        sodium_base64_VARIANT_ORIGINAL);
    written.pop_back();  // the end of a C string
    return "v1," + written;
}

struct Hook::Impl {
    Target target;
    web::Caller caller;
};

Hook::Hook(Target target) : impl_{std::make_unique<Impl>()} {
    POS_ASSERT(check(target.url) && key_of(target.secret));
    impl_->target = std::move(target);
}

Hook::~Hook() = default;

std::expected<void, HookError> Hook::post(const Call& call) {
    const auto heard = impl_->caller.call(
        {.is_post = true,
         .url = impl_->target.url,
         .headers = {"Content-Type: application/json", "Idempotency-Key: " + call.id,
                     "webhook-id: " + call.id, fmt::format("webhook-timestamp: {}", call.at_s),
                     "webhook-signature: " + signature(impl_->target.secret, call)},
         .body = call.body,
         .ca_file = impl_->target.ca_file});
    if (!heard) {
        return std::unexpected{
            HookError{heard.error().nobody ? HookTrouble::unreachable : HookTrouble::later,
                      heard.error().words,
                      {}}};
    }
    const long status = heard->status;
    if (status >= 200 && status < 300) return {};  // whatever becomes of the answer's body
    // Too early, too many, and what a gateway says while the service behind it is away.
    const bool later =
        status >= 500 || status == 408 || status == 409 || status == 425 || status == 429;
    const std::string line = web::first_line(heard->body);
    return std::unexpected{HookError{later ? HookTrouble::later : HookTrouble::refused,
                                     fmt::format("{}{}{}", status, line.empty() ? "" : " ", line),
                                     heard->retry_after_s}};
}

}  // namespace drivers::hook
