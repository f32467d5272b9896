#include "app/core/display_setup.hpp"

#include <algorithm>

#include "app/core/may_write.hpp"

namespace app::core {

namespace {

constexpr std::string_view kExample =
    " Name it as in serial:/dev/ttyUSB1, cd5220@serial:/dev/ttyUSB1:9600, usb:0416:f012 or window.";

Outcome<drivers::display::Pole::Options> pole_options(const std::string& where,
                                                      const std::string& code_page) {
    drivers::display::Pole::Options options;
    std::string address = where;
    const auto at = where.find('@');
    if (at != std::string::npos && !where.starts_with("usb")) {
        const std::string protocol = where.substr(0, at);
        if (protocol == "cd5220") {
            options.protocol = drivers::display::PoleProtocol::cd5220;
        } else if (protocol != "escpos") {
            return refuse(Why::unknown_device, where,
                          "The display " + where + " is not known." + std::string{kExample});
        }
        address = where.substr(at + 1);
    }
    auto parsed = drivers::transport::parse_address(address);
    if (!parsed) {
        return refuse(Why::unknown_device, where, parsed.error().words + std::string{kExample});
    }
    if (auto may = may_write(*parsed); !may) return std::unexpected{std::move(may.error())};
    options.address = std::move(*parsed);
    options.page = drivers::display::pole_page(code_page.empty() ? "cp437" : code_page);
    if (!code_page.empty() && options.page.name != code_page) {
        return refuse(
            Why::device_setting, code_page,
            "The display's code page " + code_page +
                " is not known. It is one of cp437, cp850, cp858, cp852, cp866, windows-1252.");
    }
    return options;
}

}  // namespace

Outcome<CustomerDisplays> display_options(const std::string& where, const std::string& code_page) {
    CustomerDisplays displays;
    std::size_t from = 0;
    while (from < where.size()) {
        const auto end = std::min(where.find(',', from), where.size());
        const std::string one = where.substr(from, end - from);
        from = end + 1;
        if (one == "window") {
            displays.window = true;
            continue;
        }
        if (displays.pole) {
            return refuse(Why::unknown_device, where,
                          "Only one display of two lines can be used: " + where + " names two.");
        }
        auto pole = pole_options(one, code_page);
        if (!pole) return std::unexpected{pole.error()};
        displays.pole = std::move(*pole);
    }
    return displays;
}

}  // namespace app::core
