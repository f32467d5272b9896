#include "app/core/scanner_setup.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sstream>

#include "app/core/device_table.hpp"
#include "app/core/may_write.hpp"
#include "drivers/scanner/key_layout.hpp"

namespace app::core {

namespace {

using drivers::scanner::End;
using drivers::scanner::KeyLayout;
using drivers::scanner::ScannerSettings;

constexpr std::string_view kHexDigits = "0123456789ABCDEF";

/// "%20" is a blank, and so on for whatever cannot stand between blanks.
std::string unescaped(const std::string& text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool escape = text[at] == '%' && at + 2 < text.size();
        const auto high = escape ? kHexDigits.find(text[at + 1]) : std::string_view::npos;
        const auto low = escape ? kHexDigits.find(text[at + 2]) : std::string_view::npos;
        if (high != std::string_view::npos && low != std::string_view::npos) {
            out += static_cast<char>(high << 4U | low);
            at += 2;
        } else {
            out += text[at];
        }
    }
    return out;
}

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > ' ' && byte != '%' && byte != 0x7F) {
            out += c;
        } else {
            out += '%';
            out += kHexDigits[byte >> 4U];
            out += kHexDigits[byte & 0xFU];
        }
    }
    return out;
}

}  // namespace

Outcome<ScannerSettings> parse_scanner_settings(const std::string& text) {
    ScannerSettings settings;
    std::istringstream words{text};
    for (std::string word; words >> word;) {
        const std::size_t equals = word.find('=');
        const std::string name = word.substr(0, equals);
        const std::string value = equals == std::string::npos ? "" : word.substr(equals + 1);
        if (name == "layout") {
            if (!KeyLayout::named(value)) {
                return misuse(Why::device_setting, value,
                              fmt::format("The scanner's layout {} is none of {}.", value,
                                          fmt::join(KeyLayout::names(), ", ")));
            }
            settings.layout = value;
        } else if (name == "prefix") {
            settings.framing.prefix = unescaped(value);
        } else if (name == "suffix") {
            settings.framing.suffix = unescaped(value);
        } else if (name == "end" && (value == "enter" || value == "pause")) {
            settings.framing.end = value == "pause" ? End::pause : End::enter_or_tab;
        } else {
            return misuse(Why::device_setting, word,
                          fmt::format("The scanner's setting {} is not understood. It is made of "
                                      "layout=de, prefix=…, suffix=…, end=enter or end=pause.",
                                      word));
        }
    }
    return settings;
}

std::string to_string(const ScannerSettings& settings) {
    std::string text = "layout=" + settings.layout;
    if (!settings.framing.prefix.empty()) text += " prefix=" + escaped(settings.framing.prefix);
    if (!settings.framing.suffix.empty()) text += " suffix=" + escaped(settings.framing.suffix);
    return text + (settings.framing.end == End::pause ? " end=pause" : " end=enter");
}

std::vector<std::string> scanner_addresses(const std::string& setting) {
    std::vector<std::string> addresses;
    if (setting == "none") return addresses;
    std::istringstream words{setting};
    std::string address;
    if (setting.find('\n') != std::string::npos) {
        while (std::getline(words, address)) addresses.push_back(address);
    } else {
        while (words >> address) addresses.push_back(address);
    }
    return addresses;
}

Outcome<drivers::scanner::Scanners::Options> scanner_options(
    const std::vector<std::string>& addresses, const std::string& setting) {
    auto settings = parse_scanner_settings(setting);
    if (!settings) return std::unexpected{settings.error()};
    drivers::scanner::Scanners::Options options{.settings = std::move(*settings),
                                                .table = device_table()};
    for (const std::string& text : addresses) {
        auto address = drivers::transport::parse_address(text);
        if (!address) {
            return misuse(Why::unknown_device, text,
                          "--scanner " + text + ": " + address.error().words);
        }
        if (auto may = may_write(*address); !may) return std::unexpected{std::move(may.error())};
        options.addresses.push_back(std::move(*address));
    }
    return options;
}

}  // namespace app::core
