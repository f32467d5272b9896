#include "drivers/provider/provider.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "pos/base/assert.hpp"

namespace drivers::provider {

namespace {

using nlohmann::json;

constexpr std::size_t kSaidBytesMax = 200;
constexpr std::size_t kReferenceBytesMax = 100;

/// A text of an answer, as tables and pages may hold it; what is no text is empty.
std::string text_of(const json& answer, const char* name, std::size_t bytes_max) {
    const auto found = answer.find(name);
    if (found == answer.end() || !found->is_string()) return {};
    std::string text = found->get<std::string>();
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    }
    if (text.size() <= bytes_max) return text;
    std::size_t end = bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end);
}

Answer unclear(const web::Response& heard) {
    if (!heard.is_whole)
        return {Verdict::unclear, fmt::format("{} and not the whole answer", heard.status), {}};
    const std::string line = web::first_line(heard.body);
    return {
        Verdict::unclear, fmt::format("{}{}{}", heard.status, line.empty() ? "" : " ", line), {}};
}

/// The answer's fields, where it is one and of that key; else null.
json fields_of(const web::Response& heard, const Charge& charge) {
    if (!heard.is_whole) return nullptr;
    json answer = json::parse(heard.body, nullptr, false);
    if (!answer.is_object() || text_of(answer, "key", kSaidBytesMax) != charge.key) return nullptr;
    return answer;
}

/// Paid or declined, or nothing of both.
Answer verdict_of(const json& answer, const web::Response& heard, const Charge& charge) {
    const bool same = text_of(answer, "amount", kSaidBytesMax) == charge.amount &&
                      text_of(answer, "currency", kSaidBytesMax) == charge.currency;
    if (!same) return unclear(heard);
    const std::string status = text_of(answer, "status", kSaidBytesMax);
    if (status != "paid" && status != "declined") return unclear(heard);
    return {status == "paid" ? Verdict::paid : Verdict::declined,
            text_of(answer, "reason", kSaidBytesMax),
            text_of(answer, "reference", kReferenceBytesMax)};
}

Answer no_answer(const web::CallError& error, bool was_sent) {
    return {.verdict = error.nobody && was_sent ? Verdict::not_sent : Verdict::unclear,
            .said = error.words,
            .reference = {},
            .is_away = error.nobody};
}

}  // namespace

std::expected<void, std::string> check(const std::string& url) {
    const auto good = web::check_address(url);
    if (good) return {};
    switch (good.error()) {
        case web::AddressFault::no_address:
            return std::unexpected{url + " is no address to call, such as https://pay.example/v1."};
        case web::AddressFault::holds_secret:
            return std::unexpected{
                std::string{"The address must not hold a name or password: the key lies in a "
                            "file of its own."}};
        case web::AddressFault::in_the_open:
            return std::unexpected{"Payments would travel in the open to " + url +
                                   ". Use an https:// address."};
    }
    return {};
}

std::string charge_json(const Charge& charge) {
    const nlohmann::ordered_json fields{{"token", charge.token},
                                        {"amount", charge.amount},
                                        {"currency", charge.currency},
                                        {"about", charge.about}};
    return fields.dump();
}

Answer read_charged(const web::Response& heard, const Charge& charge) {
    const json answer = fields_of(heard, charge);
    const bool clear = heard.status == 200 || heard.status == 201 || heard.status == 402;
    if (answer.is_null() || !clear) return unclear(heard);
    Answer read = verdict_of(answer, heard, charge);
    // What is refused with 402 cannot have been paid.
    if (heard.status == 402 && read.verdict == Verdict::paid) return unclear(heard);
    return read;
}

Answer read_asked(const web::Response& heard, const Charge& charge) {
    const json answer = fields_of(heard, charge);
    if (answer.is_null()) return unclear(heard);
    if (heard.status == 200) return verdict_of(answer, heard, charge);
    // An address that leads nowhere answers 404 as well, and knows no key.
    if (heard.status == 404 && text_of(answer, "status", kSaidBytesMax) == "unknown")
        return {Verdict::never_heard, "the provider never heard of it", {}};
    return unclear(heard);
}

struct Provider::Impl {
    Target target;
    web::Caller caller;

    web::Request request(bool is_post, const std::string& path) const {
        return {.is_post = is_post,
                .url = target.url + path,
                .headers = {"Authorization: Bearer " + target.key, "Accept: application/json"},
                .body = {},
                .ca_file = target.ca_file,
                .patience = target.patience,
                .is_alone = true};
    }
};

Provider::Provider(Target target) : impl_{std::make_unique<Impl>()} {
    while (target.url.ends_with('/')) target.url.pop_back();
    POS_ASSERT(check(target.url));
    impl_->target = std::move(target);
}

Provider::~Provider() = default;

Answer Provider::charge(const Charge& charge) {
    auto request = impl_->request(true, "/charges");
    request.headers.emplace_back("Content-Type: application/json");
    request.headers.push_back("Idempotency-Key: \"" + charge.key + '"');
    request.body = charge_json(charge);
    const auto heard = impl_->caller.call(request);
    return heard ? read_charged(*heard, charge) : no_answer(heard.error(), true);
}

Answer Provider::ask(const Charge& charge) {
    const auto heard = impl_->caller.call(impl_->request(false, "/charges/" + charge.key));
    return heard ? read_asked(*heard, charge) : no_answer(heard.error(), false);
}

}  // namespace drivers::provider
