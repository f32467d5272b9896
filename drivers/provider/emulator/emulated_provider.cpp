#include "drivers/provider/emulator/emulated_provider.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace drivers::provider::emulator {

namespace {

using nlohmann::ordered_json;

constexpr std::size_t kCallBytesMax = 64 * 1024;
constexpr auto kPatience = std::chrono::seconds{60};

constexpr std::pair<std::string_view, Trouble> kTroubles[] = {
    {"none", Trouble::none},
    {"decline", Trouble::decline},
    {"cut-before", Trouble::cut_before},
    {"cut-after", Trouble::cut_after},
    {"error-before", Trouble::error_before},
    {"error-after", Trouble::error_after},
    {"silence", Trouble::silence},
    {"no-json", Trouble::no_json},
    {"half", Trouble::half},
    {"doubled", Trouble::doubled},
    {"busy", Trouble::busy},
    {"pending", Trouble::pending}};
constexpr std::pair<std::string_view, Trouble> kCents[] = {
    {"41", Trouble::decline},      {"42", Trouble::cut_before},  {"43", Trouble::cut_after},
    {"44", Trouble::error_before}, {"45", Trouble::error_after}, {"46", Trouble::silence},
    {"47", Trouble::no_json},      {"48", Trouble::half},        {"49", Trouble::doubled},
    {"51", Trouble::busy},         {"52", Trouble::pending}};

template <class Table>
std::optional<Trouble> find_trouble(const Table& table, std::string_view word) {
    const auto found = std::ranges::find(table, word, [](const auto& one) { return one.first; });
    return found == std::end(table) ? std::nullopt : std::optional{found->second};
}

/// A header's value, or nothing; `head` is in one piece, lines ending in CR LF.
std::string header(const std::string& head, std::string_view name) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    for (auto at = head.find("\r\n"); at != head.npos; at = head.find("\r\n", at + 2)) {
        const std::string_view line{head.data() + at + 2,
                                    std::min(head.find("\r\n", at + 2), head.size()) - at - 2};
        const auto colon = line.find(':');
        if (colon == line.npos || colon != name.size()) continue;
        if (!std::ranges::equal(line.substr(0, colon), name, {}, lower, lower)) continue;
        std::string_view value = line.substr(colon + 1);
        while (value.starts_with(' ')) value.remove_prefix(1);
        return std::string{value};
    }
    return {};
}

std::string problem(std::string_view title) {
    return ordered_json{{"title", title}}.dump();
}

std::string booking_json(const Booking& booking, const char* status) {
    return ordered_json{{"key", booking.key},
                        {"status", status},
                        {"amount", booking.amount},
                        {"currency", booking.currency},
                        {"reference", booking.reference},
                        {"reason", booking.reason}}
        .dump();
}

std::string text_in(const nlohmann::json& body, const char* name) {
    const auto found = body.find(name);
    return found != body.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

bool books_first(Trouble trouble) {
    return trouble != Trouble::cut_before && trouble != Trouble::error_before;
}

}  // namespace

std::optional<Trouble> trouble_of(std::string_view word) {
    return find_trouble(kTroubles, word);
}

Trouble trouble_of_amount(std::string_view amount) {
    const auto point = amount.find('.');
    if (point == amount.npos) return Trouble::none;
    return find_trouble(kCents, amount.substr(point + 1)).value_or(Trouble::none);
}

std::string url_of(const std::string& address) {
    constexpr std::string_view kTcp = "tcp:";
    return "http://" + (address.starts_with(kTcp) ? address.substr(kTcp.size()) : address);
}

void EmulatedProvider::next(const std::vector<Trouble>& troubles) {
    const std::scoped_lock lock{mutex_};
    next_.assign(troubles.begin(), troubles.end());
}

void EmulatedProvider::forget() {
    const std::scoped_lock lock{mutex_};
    known_.clear();
    came_.clear();
    order_.clear();
}

std::vector<Booking> EmulatedProvider::bookings() const {
    const std::scoped_lock lock{mutex_};
    std::vector<Booking> all;
    for (const std::string& key : order_) all.push_back(known_.at(key));
    return all;
}

std::int64_t EmulatedProvider::moved() const {
    const std::scoped_lock lock{mutex_};
    return moved_;
}

std::optional<EmulatedProvider::Asked> EmulatedProvider::read(transport::Pipe& line) {
    const auto until = transport::after(kPatience);
    std::string text;
    std::array<std::byte, 4096> room{};
    const auto more = [&] {
        const auto got = line.read(room, until);
        if (got) text.append(reinterpret_cast<const char*>(room.data()), *got);
        return got && text.size() <= kCallBytesMax;
    };
    auto end = text.npos;
    while ((end = text.find("\r\n\r\n")) == text.npos) {
        if (!more()) return std::nullopt;
    }
    const std::string head = text.substr(0, end);
    const auto space = head.find(' ');
    const auto after_path = head.find(' ', space + 1);
    if (space == head.npos || after_path == head.npos) return std::nullopt;
    Asked asked;
    asked.is_post = head.substr(0, space) == "POST";
    asked.path = head.substr(space + 1, after_path - space - 1);
    asked.authorization = header(head, "authorization");
    asked.key = header(head, "idempotency-key");
    const std::string length = header(head, "content-length");
    std::size_t bytes = 0;
    std::from_chars(length.data(), length.data() + length.size(), bytes);
    if (bytes > kCallBytesMax) return std::nullopt;
    while (text.size() < end + 4 + bytes) {
        if (!more()) return std::nullopt;
    }
    asked.body = text.substr(end + 4, bytes);
    return asked;
}

void EmulatedProvider::write(transport::Pipe& line, const Reply& reply, bool half) {
    std::string text = fmt::format(
        "HTTP/1.1 {} Said\r\nContent-Type: application/json\r\nContent-Length: {}\r\n"
        "Connection: close\r\n\r\n{}",
        reply.status, reply.body.size(), reply.body);
    if (half) text.resize(text.size() - reply.body.size() / 2);
    // A caller that has gone hears nothing.
    static_cast<void>(line.write(pos::as_bytes(text), transport::after(kPatience)));
}

void EmulatedProvider::wait_until_the_end(transport::Pipe& line) {
    std::array<std::byte, 64> room{};
    while (line.read(room, transport::Deadline::max())) {
    }
}

Trouble EmulatedProvider::trouble_for(const Asked& asked) {
    if (!next_.empty()) {
        const Trouble ordered = next_.front();
        next_.pop_front();
        return ordered;
    }
    if (!asked.is_post || !came_.insert(asked.key).second) return Trouble::none;
    const auto body = nlohmann::json::parse(asked.body, nullptr, false);
    return body.is_object() ? trouble_of_amount(text_in(body, "amount")) : Trouble::none;
}

EmulatedProvider::Reply EmulatedProvider::charge(const Asked& asked, bool declines) {
    const auto body = nlohmann::json::parse(asked.body, nullptr, false);
    if (asked.key.empty()) return {400, problem("Idempotency-Key is missing")};
    if (!body.is_object()) return {400, problem("No JSON")};
    const auto found = known_.find(asked.key);
    if (found != known_.end()) {
        Booking& booking = found->second;
        ++booking.calls;
        const bool same = booking.token == text_in(body, "token") &&
                          booking.amount == text_in(body, "amount") &&
                          booking.currency == text_in(body, "currency");
        if (!same) return {422, problem("Idempotency-Key is already used")};
        return {booking.is_paid ? 200 : 402,
                booking_json(booking, booking.is_paid ? "paid" : "declined")};
    }
    Booking booking{.key = asked.key,
                    .token = text_in(body, "token"),
                    .amount = text_in(body, "amount"),
                    .currency = text_in(body, "currency"),
                    .about = text_in(body, "about"),
                    .is_paid = false,
                    .reference = fmt::format("P-{}", order_.size() + 1),
                    .reason = {},
                    .calls = 1,
                    .asked = 0};
    if (booking.token.empty() || booking.amount.empty() || booking.currency.empty())
        return {400, problem("Something is missing")};
    const bool gone = booking.token.starts_with("gone");
    booking.is_paid = !declines && !gone;
    booking.reason = booking.is_paid ? "" : gone ? "The method is gone" : "No cover";
    if (booking.is_paid) ++moved_;
    const Reply reply{booking.is_paid ? 200 : 402,
                      booking_json(booking, booking.is_paid ? "paid" : "declined")};
    order_.push_back(booking.key);
    known_.emplace(booking.key, std::move(booking));
    return reply;
}

EmulatedProvider::Reply EmulatedProvider::say(const std::string& path) {
    constexpr std::string_view kCharges = "/charges/";
    const auto at = path.rfind(kCharges);
    if (at == path.npos) return {404, problem("Nothing is here")};
    const std::string key = path.substr(at + kCharges.size());
    const auto found = known_.find(key);
    if (found == known_.end())
        return {404, ordered_json{{"key", key}, {"status", "unknown"}}.dump()};
    ++found->second.asked;
    return {200, booking_json(found->second, found->second.is_paid ? "paid" : "declined")};
}

EmulatedProvider::Reply EmulatedProvider::answer(const Asked& asked, Trouble trouble) {
    if (asked.authorization != "Bearer " + key_) return {401, problem("The key is wrong")};
    if (!asked.is_post) return say(asked.path);
    if (!asked.path.ends_with("/charges")) return {404, problem("Nothing is here")};
    const bool declines = trouble == Trouble::decline;
    if (trouble == Trouble::doubled) static_cast<void>(charge(asked, declines));
    Reply reply = charge(asked, declines);
    const auto found = known_.find(asked.key);
    if (trouble == Trouble::pending && found != known_.end())
        reply = {200, booking_json(found->second, "pending")};
    return reply;
}

void EmulatedProvider::serve(transport::Pipe& line) {
    auto asked = read(line);
    if (!asked) return;
    // A structured string; without its quotes it is none.
    std::string key = std::exchange(asked->key, {});
    if (key.size() > 2 && key.front() == '"' && key.back() == '"')
        asked->key = key.substr(1, key.size() - 2);
    Trouble trouble = Trouble::none;
    Reply reply;
    {
        const std::scoped_lock lock{mutex_};
        trouble = trouble_for(*asked);
        if (books_first(trouble)) reply = answer(*asked, trouble);
    }
    switch (trouble) {
        case Trouble::cut_before:
        case Trouble::cut_after:
            return;
        case Trouble::error_before:
        case Trouble::error_after:
            return write(line, {500, problem("Something broke")}, false);
        case Trouble::silence:
            return wait_until_the_end(line);
        case Trouble::no_json:
            return write(line, {200, "<html>Welcome</html>"}, false);
        case Trouble::busy:
            return write(line, {409, problem("Under way")}, false);
        case Trouble::half:
            return write(line, reply, true);
        case Trouble::none:
        case Trouble::decline:
        case Trouble::doubled:
        case Trouble::pending:
            return write(line, reply, false);
    }
}

}  // namespace drivers::provider::emulator
