#include "app/core/card_setup.hpp"

#include <algorithm>
#include <charconv>

#include "app/core/may_write.hpp"

namespace app::core {

namespace {

constexpr std::string_view kExample = " Name it as in tcp:192.168.1.60 or tcp:192.168.1.60:20007.";

/// "tcp:HOST", of "zvt:HOST" too, with the port that such terminals listen on. An address of IP
/// version 6 stands in brackets.
std::string with_port(const std::string& where) {
    const std::string rest = where.substr(4);
    const auto bracket = rest.find(']');
    const bool has_port = bracket == std::string::npos ? std::ranges::count(rest, ':') == 1
                                                       : bracket + 1 < rest.size();
    return "tcp:" + rest + (has_port ? "" : ":" + std::to_string(drivers::card::kZvtPort));
}

std::optional<std::uint32_t> six_digits(const std::string& text) {
    constexpr std::size_t kDigits = 6;
    std::uint32_t value = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    if (text.size() != kDigits || read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return value;
}

}  // namespace

Outcome<std::optional<drivers::card::ZvtTerminal::Options>> card_options(
    const std::string& where, const std::string& password, pos::Currency currency) {
    if (where.empty()) return std::nullopt;
    const bool by_protocol = where.starts_with("zvt:");
    if (!by_protocol && !where.starts_with("tcp:")) {
        return refuse(Why::unknown_device, where,
                      "The card terminal " + where + " is not known." + std::string{kExample});
    }
    const auto address = drivers::transport::parse_address(with_port(where));
    if (!address) {
        return refuse(Why::unknown_device, where, address.error().words + std::string{kExample});
    }
    if (auto may = may_write(*address); !may) return std::unexpected{std::move(may.error())};
    const auto number = pos::number_of(currency);
    if (!number) {
        return refuse(Why::card_currency, pos::code_of(currency),
                      "Card terminals do not know the currency " + pos::code_of(currency) + ".");
    }
    const auto digits = six_digits(password.empty() ? "000000" : password);
    if (!digits) {
        return refuse(Why::card_password, {}, "The card terminal's password is not six digits.");
    }
    return drivers::card::ZvtTerminal::Options{
        .address = std::get<drivers::transport::TcpAddress>(*address),
        .password = *digits,
        .currency = *number};
}

}  // namespace app::core
