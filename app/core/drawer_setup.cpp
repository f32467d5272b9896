#include "app/core/drawer_setup.hpp"

#include <charconv>

#include "app/core/may_write.hpp"

namespace app::core {

namespace {

constexpr std::string_view kExample =
    " Name it as in printer, printer:5, serial:/dev/ttyUSB2 or none.";

template <class Number>
std::optional<Number> number_of(std::string_view text, int base) {
    Number value{};
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::optional<pos::Bytes> hexadecimal(std::string_view text) {
    pos::Bytes bytes;
    for (; text.size() >= 2; text.remove_prefix(2)) {
        const auto byte = number_of<std::uint8_t>(text.substr(0, 2), 16);
        if (!byte) return std::nullopt;
        bytes.push_back(std::byte{*byte});
    }
    if (!text.empty() || bytes.empty()) return std::nullopt;
    return bytes;
}

}  // namespace

Outcome<DrawerSetup> drawer_setup(const std::string& where, const std::string& bytes,
                                  const std::string& seconds) {
    DrawerSetup setup;
    if (!seconds.empty()) {
        const auto number = number_of<unsigned>(seconds, 10);
        if (!number)
            return refuse(Why::device_setting, seconds,
                          "The drawer's time \"" + seconds + "\" is no number of seconds.");
        setup.warn_after = std::chrono::seconds{*number};
    }
    if (where == "none") return setup;
    if (where.empty() || where == "printer" || where == "printer:2") {
        setup.printer_pin = 2;
        return setup;
    }
    if (where == "printer:5") {
        setup.printer_pin = 5;
        return setup;
    }
    auto address = drivers::transport::parse_address(where);
    if (!address) {
        return refuse(Why::unknown_device, where, address.error().words + std::string{kExample});
    }
    if (auto may = may_write(*address); !may) return std::unexpected{std::move(may.error())};
    const auto opening = hexadecimal(bytes.empty() ? "07" : bytes);
    if (!opening) {
        return refuse(Why::device_setting, bytes,
                      "What opens the drawer, \"" + bytes +
                          "\", is no row of hexadecimal bytes as in 1b7000.");
    }
    setup.trigger = drivers::drawer::Trigger::Options{std::move(*address), *opening};
    return setup;
}

}  // namespace app::core
