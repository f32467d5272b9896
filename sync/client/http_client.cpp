#include "sync/client/http_client.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <fmt/format.h>
#include <netinet/in.h>

#include <atomic>
#include <charconv>
#include <mutex>

#include "sync/wire/tls.hpp"

namespace syncing::client {

namespace {

constexpr long kConnectMax_ms = 5'000;
/// The office's answer; and what is sent, over a line as slow as the office waits for.
constexpr long kWholeMax_ms = 60'000;
constexpr std::size_t kSentPerMs_bytes = 16;
/// A connection that says nothing for so long is dead, whatever the network says.
constexpr long kSilentMax_s = 20;

struct Answering {
    std::string body;
    std::optional<int> retry_after_s;
    std::vector<std::string> cookies;
    const std::atomic<bool>* cancelled{nullptr};
    std::size_t bytes_max{0};
};

std::size_t on_body(char* data, std::size_t, std::size_t size, void* to) {
    auto& answering = *static_cast<Answering*>(to);
    if (answering.body.size() + size > answering.bytes_max) return 0;  // ends it
    answering.body.append(data, size);
    return size;
}

/// What a header line says, if it is that header's.
std::optional<std::string_view> said(std::string_view line, std::string_view name) {
    if (line.size() < name.size() || !curl_strnequal(line.data(), name.data(), name.size())) {
        return std::nullopt;
    }
    line.remove_prefix(name.size());
    while (line.starts_with(' ')) line.remove_prefix(1);
    return line;
}

std::size_t on_header(char* data, std::size_t, std::size_t size, void* to) {
    const std::string_view line{data, size};
    auto& answering = *static_cast<Answering*>(to);
    if (const auto wait = said(line, "retry-after:")) {
        int seconds = 0;
        const auto read = std::from_chars(wait->data(), wait->data() + wait->size(), seconds);
        if (read.ec == std::errc{} && seconds >= 0) answering.retry_after_s = seconds;
    } else if (const auto cookie = said(line, "set-cookie:")) {
        answering.cookies.emplace_back(cookie->substr(0, cookie->find_first_of("; \r\n")));
    }
    return size;
}

int on_progress(void* to, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return *static_cast<Answering*>(to)->cancelled ? 1 : 0;
}

struct Lines {
    curl_slist* first{nullptr};
    ~Lines() { curl_slist_free_all(first); }
    void add(const std::string& line) { first = curl_slist_append(first, line.c_str()); }
};

/// What curl makes of an address, so that nobody reads another host in it than it will call.
struct Parsed {
    std::string scheme;
    std::string host;
    bool plain{true};  // neither a user nor anything behind the host's path
};
std::optional<Parsed> parse(const std::string& url) {
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parts{curl_url(), &curl_url_cleanup};
    if (!parts || curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) {
        return std::nullopt;
    }
    const auto part = [&](CURLUPart which) -> std::optional<std::string> {
        char* text = nullptr;
        if (curl_url_get(parts.get(), which, &text, 0) != CURLUE_OK) return std::nullopt;
        const std::unique_ptr<char, decltype(&curl_free)> held{text, &curl_free};
        return std::string{text};
    };
    Parsed parsed{.scheme = part(CURLUPART_SCHEME).value_or(""),
                  .host = part(CURLUPART_HOST).value_or("")};
    for (const auto other : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS, CURLUPART_QUERY,
                             CURLUPART_FRAGMENT}) {
        if (part(other)) parsed.plain = false;
    }
    return parsed;
}

/// Nothing but this machine's own interface: a name that only looks like it is looked up elsewhere.
bool is_loopback(const std::string& host) {
    if (host == "localhost") return true;
    in_addr four{};
    if (inet_pton(AF_INET, host.c_str(), &four) == 1) return ntohl(four.s_addr) >> 24 == 127;
    if (!host.starts_with('[') || !host.ends_with(']')) return false;
    in6_addr six{};
    return inet_pton(AF_INET6, host.substr(1, host.size() - 2).c_str(), &six) == 1 &&
           IN6_IS_ADDR_LOOPBACK(&six);
}

Trouble::Way way_of(CURLcode code) {
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST:
            return Trouble::Way::no_name;
        case CURLE_COULDNT_CONNECT:
            return Trouble::Way::nobody;
        case CURLE_OPERATION_TIMEDOUT:
            return Trouble::Way::silent;
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_INVALIDCERTSTATUS:
            return Trouble::Way::certificate;
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_WEIRD_SERVER_REPLY:
        case CURLE_GOT_NOTHING:
        case CURLE_WRITE_ERROR:  // far more than the office ever says
            return Trouble::Way::other;
        default:
            return Trouble::Way::broken;
    }
}

}  // namespace

struct HttpClient::Core {
    CURL* handle{nullptr};
    std::atomic<bool> cancelled{false};
    char error[CURL_ERROR_SIZE]{};
    ~Core() { curl_easy_cleanup(handle); }
};

std::optional<std::string> wrong_address(const Address& address) {
    const std::string& url = address.url;
    constexpr std::string_view kHash = "sha256//";
    constexpr std::size_t kHashSize = 44;  // 32 bytes in base 64
    if (!address.pin.empty() &&
        (!address.pin.starts_with(kHash) || address.pin.size() != kHash.size() + kHashSize)) {
        return fmt::format("{} is no pin: sha256// and the hash of a public key in base 64.",
                           address.pin);
    }
    const auto parsed = url.find("://") != std::string::npos ? parse(url) : std::nullopt;
    if (!parsed || !parsed->plain || parsed->host.empty() ||
        (parsed->scheme != "https" && parsed->scheme != "http")) {
        return fmt::format(
            "{} is no address of a head office, such as https://office.example:8443.", url);
    }
    if (!address.pin.empty() && parsed->scheme != "https") {
        return "A pin is of a certificate, so the office's address begins with https://.";
    }
    if (parsed->scheme == "https" || is_loopback(parsed->host)) return std::nullopt;
    return fmt::format(
        "What is sold would travel in the open to {}. Use the office's https:// address.", url);
}

HttpClient::HttpClient(Address address)
    : url_{std::move(address.url)}, pin_{std::move(address.pin)}, core_{std::make_unique<Core>()} {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    while (url_.ends_with('/')) url_.pop_back();
    core_->handle = curl_easy_init();
}
HttpClient::~HttpClient() = default;

void HttpClient::cancel() {
    core_->cancelled = true;
}

Outcome<HttpAnswer> HttpClient::post(const HttpAsk& ask) {
    return perform(ask, true);
}
Outcome<HttpAnswer> HttpClient::get(const HttpAsk& ask) {
    return perform(ask, false);
}

Outcome<HttpAnswer> HttpClient::perform(const HttpAsk& ask, bool post) {
    CURL* const handle = core_->handle;
    const auto unreachable = [&](std::string why, Trouble::Way way = Trouble::Way::broken) {
        return std::unexpected{
            Trouble{.kind = Trouble::Kind::unreachable,
                    .words = fmt::format("The head office at {} cannot be reached: {}. What was "
                                         "sold stays here and is sent later.",
                                         url_, why),
                    .error = {},
                    .retry_after_s = {},
                    .way = way}};
    };
    if (handle == nullptr) return unreachable("no memory");
    if (core_->cancelled) return unreachable("it was stopped");
    curl_easy_reset(handle);  // the connection stays
    const std::string address = url_ + std::string{ask.path};
    Answering answering{.body = {},
                        .retry_after_s = {},
                        .cookies = {},
                        .cancelled = &core_->cancelled,
                        .bytes_max = ask.answer_bytes_max};
    Lines lines;
    lines.add(fmt::format("Content-Type: {}", ask.content_type));
    lines.add("Expect:");  // no question before a batch: it would cost a round trip
    if (!ask.token.empty()) lines.add(fmt::format("Authorization: Bearer {}", ask.token));
    if (!ask.cookies.empty()) lines.add(fmt::format("Cookie: {}", ask.cookies));

    curl_easy_setopt(handle, CURLOPT_URL, address.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(handle, CURLOPT_SSL_CIPHER_LIST, wire::kCiphers);
    if (!pin_.empty()) {
        // That key and no other: who else vouches for it, and for which name, says nothing more.
        // Where this curl cannot compare it, nothing is sent.
        if (curl_easy_setopt(handle, CURLOPT_PINNEDPUBLICKEY, pin_.c_str()) != CURLE_OK) {
            return unreachable("its key cannot be compared with the pin");
        }
        curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 0L);
        curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 0L);
    }
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, kConnectMax_ms);
    curl_easy_setopt(
        handle, CURLOPT_TIMEOUT_MS,
        kWholeMax_ms + 1'000L * ask.wait_s + static_cast<long>(ask.body.size() / kSentPerMs_bytes));
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, kSilentMax_s + ask.wait_s);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, lines.first);
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, core_->error);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &on_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &answering);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &on_header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &answering);
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, &on_progress);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &answering);
    if (post) {
        curl_easy_setopt(handle, CURLOPT_POST, 1L);
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, ask.body.data());
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE,
                         static_cast<curl_off_t>(ask.body.size()));
    }
    core_->error[0] = '\0';
    const CURLcode done = curl_easy_perform(handle);
    if (done == CURLE_SSL_PINNEDPUBKEYNOTMATCH) {
        return unreachable(
            "who answers there has another key than the pin names, so nothing was sent",
            way_of(done));
    }
    if (done != CURLE_OK) {
        return unreachable(core_->error[0] != '\0' ? core_->error : curl_easy_strerror(done),
                           way_of(done));
    }
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    return HttpAnswer{static_cast<int>(status), std::move(answering.body), answering.retry_after_s,
                      std::move(answering.cookies)};
}

}  // namespace syncing::client
