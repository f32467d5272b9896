#include "drivers/hook/hook.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <mutex>

#include "pos/base/assert.hpp"

namespace drivers::hook {

namespace {

constexpr long kConnect_ms = 5'000;
constexpr long kWhole_ms = 20'000;
/// Of an answer so much is kept, and no more is waited for.
constexpr std::size_t kAnswerBytesMax = 16 * 1024;
constexpr std::size_t kSaidBytesMax = 200;
constexpr std::size_t kKeyBytesMin = 16;
constexpr std::int64_t kRetryAfterMax_s = 86'400;

struct Heard {
    std::string body;
    std::optional<std::int64_t> retry_after_s;
};

std::size_t on_body(char* data, std::size_t, std::size_t size, void* to) {
    auto& heard = *static_cast<Heard*>(to);
    if (heard.body.size() + size > kAnswerBytesMax) return 0;  // ends it
    heard.body.append(data, size);
    return size;
}

std::size_t on_header(char* data, std::size_t, std::size_t size, void* to) {
    constexpr std::string_view kName = "retry-after:";
    const std::string_view line{data, size};
    if (line.size() < kName.size() ||
        ::curl_strnequal(line.data(), kName.data(), kName.size()) == 0)
        return size;
    std::string_view value = line.substr(kName.size());
    while (value.starts_with(' ')) value.remove_prefix(1);
    std::int64_t seconds = 0;
    const auto read = std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (read.ec == std::errc{} && seconds >= 0) {
        static_cast<Heard*>(to)->retry_after_s = std::min(seconds, kRetryAfterMax_s);
    }
    return size;
}

/// As curl reads an address, so that nobody reads another host in it than it will call.
std::optional<std::string> part_of(const std::string& url, CURLUPart which) {
    const std::unique_ptr<CURLU, decltype(&::curl_url_cleanup)> parts{::curl_url(),
                                                                      &::curl_url_cleanup};
    if (!parts || ::curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK)
        return {};
    char* text = nullptr;
    if (::curl_url_get(parts.get(), which, &text, 0) != CURLUE_OK) return {};
    const std::unique_ptr<char, decltype(&::curl_free)> held{text, &::curl_free};
    return std::string{text};
}

bool is_this_machine(const std::string& host) {
    if (host == "localhost" || host == "[::1]") return true;
    in_addr four{};
    return ::inet_pton(AF_INET, host.c_str(), &four) == 1 && ::ntohl(four.s_addr) >> 24 == 127;
}

/// The first line of an answer, as a page may show it.
std::string first_line(const std::string& body) {
    std::string line = body.substr(0, std::min(body.find_first_of("\r\n"), kSaidBytesMax));
    for (char& c : line) {
        if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7e) c = ' ';
    }
    return line;
}

}  // namespace

std::expected<void, std::string> check(const std::string& url) {
    const auto scheme = part_of(url, CURLUPART_SCHEME);
    const auto host = part_of(url, CURLUPART_HOST);
    const bool web = url.contains("://") && scheme && host && !host->empty() &&
                     (*scheme == "https" || *scheme == "http");
    if (!web) {
        return std::unexpected{url +
                               " is no address to call, such as "
                               "https://network.example/orders."};
    }
    if (part_of(url, CURLUPART_USER) || part_of(url, CURLUPART_PASSWORD)) {
        return std::unexpected{std::string{
            "The address must not hold a name or password: calls are signed with the secret."}};
    }
    if (*scheme == "http" && !is_this_machine(*host)) {
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
    struct Close {
        void operator()(CURL* handle) const { ::curl_easy_cleanup(handle); }
    };
    Target target;
    std::unique_ptr<CURL, Close> curl;
};

Hook::Hook(Target target) : impl_{std::make_unique<Impl>()} {
    static std::once_flag once;
    std::call_once(once, [] { POS_ASSERT(::curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK); });
    POS_ASSERT(check(target.url) && key_of(target.secret));
    impl_->target = std::move(target);
    impl_->curl.reset(::curl_easy_init());
    POS_ASSERT(impl_->curl);
}

Hook::~Hook() = default;

std::expected<void, HookError> Hook::post(const Call& call) {
    CURL* const curl = impl_->curl.get();
    ::curl_easy_reset(curl);  // the connection stays
    curl_slist* lines = nullptr;
    for (const std::string& line :
         {std::string{"Content-Type: application/json"}, std::string{"Expect:"},
          "Idempotency-Key: " + call.id, "webhook-id: " + call.id,
          fmt::format("webhook-timestamp: {}", call.at_s),
          "webhook-signature: " + signature(impl_->target.secret, call)}) {
        lines = ::curl_slist_append(lines, line.c_str());
    }
    const std::unique_ptr<curl_slist, decltype(&::curl_slist_free_all)> held{
        lines, &::curl_slist_free_all};
    Heard heard;
    std::array<char, CURL_ERROR_SIZE> trouble{};
    ::curl_easy_setopt(curl, CURLOPT_URL, impl_->target.url.c_str());
    ::curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    ::curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    ::curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!impl_->target.ca_file.empty())
        ::curl_easy_setopt(curl, CURLOPT_CAINFO, impl_->target.ca_file.c_str());
    ::curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, kConnect_ms);
    ::curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, kWhole_ms);
    ::curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    ::curl_easy_setopt(curl, CURLOPT_PROXY, "");
    ::curl_easy_setopt(curl, CURLOPT_USERAGENT, "Counterfoil");
    ::curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines);
    ::curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, trouble.data());
    ::curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &on_body);
    ::curl_easy_setopt(curl, CURLOPT_WRITEDATA, &heard);
    ::curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &on_header);
    ::curl_easy_setopt(curl, CURLOPT_HEADERDATA, &heard);
    ::curl_easy_setopt(curl, CURLOPT_POST, 1L);
    ::curl_easy_setopt(curl, CURLOPT_POSTFIELDS, call.body.data());
    ::curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                       static_cast<curl_off_t>(call.body.size()));
    const CURLcode done = ::curl_easy_perform(curl);
    long status = 0;
    ::curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (status >= 200 && status < 300) return {};  // whatever becomes of the answer's body
    if (status == 0) {
        const bool nobody = done == CURLE_COULDNT_RESOLVE_HOST || done == CURLE_COULDNT_CONNECT ||
                            done == CURLE_PEER_FAILED_VERIFICATION ||
                            done == CURLE_SSL_CONNECT_ERROR;
        std::string words = trouble[0] != '\0' ? trouble.data() : ::curl_easy_strerror(done);
        return std::unexpected{HookError{
            nobody ? HookTrouble::unreachable : HookTrouble::later, std::move(words), {}}};
    }
    // Too early, too many, and what a gateway says while the service behind it is away.
    const bool later =
        status >= 500 || status == 408 || status == 409 || status == 425 || status == 429;
    const std::string line = first_line(heard.body);
    return std::unexpected{HookError{later ? HookTrouble::later : HookTrouble::refused,
                                     fmt::format("{}{}{}", status, line.empty() ? "" : " ", line),
                                     heard.retry_after_s}};
}

}  // namespace drivers::hook
