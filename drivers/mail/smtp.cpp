#include "drivers/mail/smtp.hpp"

#include <curl/curl.h>

#include <cstring>
#include <mutex>

#include "pos/base/assert.hpp"

namespace drivers::mail {

namespace {

constexpr long kConnect_s = 15;
/// A letter that does not go on for so long is given up.
constexpr long kStill_s = 60;

bool is_of_this_machine(const std::string& url) {
    const std::size_t begin = url.find("://") + 3;
    const std::string host = url.substr(begin, url.find_first_of(":/", begin) - begin);
    return host.starts_with("127.") || host == "localhost" ||
           url.find("://[::1]") != std::string::npos;
}

}  // namespace

std::expected<void, std::string> check(const MailServer& server) {
    const bool plain = server.url.starts_with("smtp://");
    if (!plain && !server.url.starts_with("smtps://")) {
        return std::unexpected{server.url +
                               " is no mail server, such as smtps://mail.example.org or "
                               "smtp://mail.example.org:587."};
    }
    if (server.url.find('@') != std::string::npos) {
        return std::unexpected{std::string{
            "The mail server's address must not hold a name or password: give the name apart, and "
            "the password in a file."}};
    }
    return {};
}

struct Smtp::Impl {
    struct Close {
        void operator()(CURL* handle) const { ::curl_easy_cleanup(handle); }
    };
    struct Free {
        void operator()(curl_slist* list) const { ::curl_slist_free_all(list); }
    };

    MailServer server;
    std::unique_ptr<CURL, Close> curl;
    std::string wire;
    std::size_t given{0};
    long code{0};  // the last that the server answered
    std::string said;

    static std::size_t read(char* to, std::size_t size, std::size_t count, void* self_pointer) {
        auto& self = *static_cast<Impl*>(self_pointer);
        const std::size_t some = std::min(size * count, self.wire.size() - self.given);
        std::memcpy(to, self.wire.data() + self.given, some);
        self.given += some;
        return some;
    }
    /// Keeps the last refusal that the server said.
    static std::size_t hear(char* bytes, std::size_t size, std::size_t count, void* self_pointer) {
        auto& self = *static_cast<Impl*>(self_pointer);
        std::string line{bytes, size * count};
        while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
        for (char& c : line) {
            if (static_cast<unsigned char>(c) < ' ') c = ' ';
        }
        if (line.starts_with('4') || line.starts_with('5')) self.said = line.substr(0, 300);
        return size * count;
    }

    std::expected<void, MailError> verdict(CURLcode done, const char* trouble) {
        if (done == CURLE_OK) return {};
        const std::string what =
            trouble[0] != '\0' ? std::string{trouble} : std::string{::curl_easy_strerror(done)};
        ::curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &code);
        if (code >= 500 && code < 600)
            return std::unexpected{MailError{MailTrouble::refused, said}};
        if (code >= 400 && code < 500) return std::unexpected{MailError{MailTrouble::later, said}};
        // Once all of it was given, the server may have it, whatever became of its answer.
        const bool all = given == wire.size();
        return std::unexpected{
            MailError{all ? MailTrouble::unknown : MailTrouble::unreachable, what}};
    }
};

Smtp::Smtp(MailServer server) : impl_{std::make_unique<Impl>()} {
    static std::once_flag once;
    std::call_once(once, [] { POS_ASSERT(::curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK); });
    impl_->server = std::move(server);
    impl_->curl.reset(::curl_easy_init());
    POS_ASSERT(impl_->curl);
}

Smtp::~Smtp() = default;

std::expected<void, MailError> Smtp::send(const Message& message) {
    POS_ASSERT(check(impl_->server));
    Impl& impl = *impl_;
    CURL* const curl = impl.curl.get();
    impl.wire = to_wire(message);
    impl.given = 0;
    impl.said.clear();
    char trouble[CURL_ERROR_SIZE] = "";
    const std::string from = "<" + message.from.address + ">";
    const std::string to = "<" + message.to.address + ">";
    const std::unique_ptr<curl_slist, Impl::Free> recipients{
        ::curl_slist_append(nullptr, to.c_str())};
    ::curl_easy_reset(curl);  // the connection stays
    ::curl_easy_setopt(curl, CURLOPT_URL, impl.server.url.c_str());
    ::curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    ::curl_easy_setopt(curl, CURLOPT_USE_SSL,
                       is_of_this_machine(impl.server.url) ? CURLUSESSL_TRY : CURLUSESSL_ALL);
    ::curl_easy_setopt(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
    if (!impl.server.ca_file.empty())
        ::curl_easy_setopt(curl, CURLOPT_CAINFO, impl.server.ca_file.c_str());
    if (!impl.server.user.empty()) {
        ::curl_easy_setopt(curl, CURLOPT_USERNAME, impl.server.user.c_str());
        ::curl_easy_setopt(curl, CURLOPT_PASSWORD, impl.server.password.c_str());
    }
    ::curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from.c_str());
    ::curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
    ::curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    ::curl_easy_setopt(curl, CURLOPT_READFUNCTION, Impl::read);
    ::curl_easy_setopt(curl, CURLOPT_READDATA, impl_.get());
    ::curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, Impl::hear);
    ::curl_easy_setopt(curl, CURLOPT_HEADERDATA, impl_.get());
    ::curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, trouble);
    ::curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnect_s);
    ::curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    ::curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, kStill_s);
    ::curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, kStill_s);
    ::curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    ::curl_easy_setopt(curl, CURLOPT_PROXY, "");
    const CURLcode done = ::curl_easy_perform(curl);
    auto verdict = impl.verdict(done, trouble);
    ::curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, nullptr);
    return verdict;
}

}  // namespace drivers::mail
