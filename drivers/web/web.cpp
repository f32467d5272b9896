#include "drivers/web/web.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <mutex>
#include <string_view>

#include "pos/base/assert.hpp"

namespace drivers::web {

namespace {

constexpr long kConnect_ms = 5'000;
/// Of an answer so much is kept, and no more is waited for.
constexpr std::size_t kAnswerBytesMax = 16 * 1024;
constexpr std::size_t kSaidBytesMax = 200;
constexpr std::int64_t kRetryAfterMax_s = 86'400;

std::size_t on_body(char* data, std::size_t, std::size_t size, void* to) {
    auto& heard = *static_cast<Response*>(to);
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
        static_cast<Response*>(to)->retry_after_s = std::min(seconds, kRetryAfterMax_s);
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

void set_request(CURL* curl, const Request& request) {
    ::curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
    ::curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    ::curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    ::curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!request.ca_file.empty()) ::curl_easy_setopt(curl, CURLOPT_CAINFO, request.ca_file.c_str());
    const auto patience = static_cast<long>(request.patience.count());
    ::curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, std::min(kConnect_ms, patience));
    ::curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, patience);
    ::curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    ::curl_easy_setopt(curl, CURLOPT_PROXY, "");
    ::curl_easy_setopt(curl, CURLOPT_USERAGENT, "Counterfoil");
    ::curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, request.is_alone ? 1L : 0L);
    ::curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, request.is_alone ? 1L : 0L);
    if (!request.is_post) return;
    ::curl_easy_setopt(curl, CURLOPT_POST, 1L);
    ::curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
    ::curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                       static_cast<curl_off_t>(request.body.size()));
}

}  // namespace

std::expected<void, AddressFault> check_address(const std::string& url) {
    const auto scheme = part_of(url, CURLUPART_SCHEME);
    const auto host = part_of(url, CURLUPART_HOST);
    const bool web = url.contains("://") && scheme && host && !host->empty() &&
                     (*scheme == "https" || *scheme == "http");
    if (!web) return std::unexpected{AddressFault::no_address};
    if (part_of(url, CURLUPART_USER) || part_of(url, CURLUPART_PASSWORD))
        return std::unexpected{AddressFault::holds_secret};
    if (*scheme == "http" && !is_this_machine(*host))
        return std::unexpected{AddressFault::in_the_open};
    return {};
}

struct Caller::Impl {
    struct Close {
        void operator()(CURL* handle) const { ::curl_easy_cleanup(handle); }
    };
    std::unique_ptr<CURL, Close> curl;
};

Caller::Caller() : impl_{std::make_unique<Impl>()} {
    static std::once_flag once;
    std::call_once(once, [] { POS_ASSERT(::curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK); });
    impl_->curl.reset(::curl_easy_init());
    POS_ASSERT(impl_->curl);
}

Caller::~Caller() = default;

std::expected<Response, CallError> Caller::call(const Request& request) {
    POS_ASSERT(check_address(request.url));
    CURL* const curl = impl_->curl.get();
    ::curl_easy_reset(curl);  // the connection stays
    curl_slist* lines = ::curl_slist_append(nullptr, "Expect:");
    for (const std::string& line : request.headers)
        lines = ::curl_slist_append(lines, line.c_str());
    const std::unique_ptr<curl_slist, decltype(&::curl_slist_free_all)> held{
        lines, &::curl_slist_free_all};
    Response heard;
    std::array<char, CURL_ERROR_SIZE> trouble{};
    set_request(curl, request);
    ::curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines);
    ::curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, trouble.data());
    ::curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &on_body);
    ::curl_easy_setopt(curl, CURLOPT_WRITEDATA, &heard);
    ::curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &on_header);
    ::curl_easy_setopt(curl, CURLOPT_HEADERDATA, &heard);
    const CURLcode done = ::curl_easy_perform(curl);
    ::curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &heard.status);
    heard.is_whole = done == CURLE_OK;
    if (heard.status != 0) return heard;
    const bool nobody = done == CURLE_COULDNT_RESOLVE_HOST || done == CURLE_COULDNT_CONNECT ||
                        done == CURLE_PEER_FAILED_VERIFICATION || done == CURLE_SSL_CONNECT_ERROR;
    return std::unexpected{
        CallError{nobody, trouble[0] != '\0' ? trouble.data() : ::curl_easy_strerror(done)}};
}

std::string first_line(const std::string& body) {
    std::string line = body.substr(0, std::min(body.find_first_of("\r\n"), kSaidBytesMax));
    for (char& c : line) {
        if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7e) c = ' ';
    }
    return line;
}

}  // namespace drivers::web
