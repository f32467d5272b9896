#pragma once

#include <string>
#include <vector>

#include "app/core/failure.hpp"
#include "drivers/scanner/scanners.hpp"

namespace app::core {

/// How scanners send, as the till's setting "scanner" says: "layout=de prefix=~ suffix=#
/// end=pause", any of them, in any order. In a prefix or suffix "%20" is a blank, "%25" a percent
/// sign, and so on by the byte's two hexadecimal digits.
///
/// errors: what is not understood, and what may stand there
Outcome<drivers::scanner::ScannerSettings> parse_scanner_settings(const std::string& text);
std::string to_string(const drivers::scanner::ScannerSettings& settings);

/// What a till listens to: whatever scanner is plugged into USB, and those that `--scanner` names
/// (see drivers/transport/address.hpp).
Outcome<drivers::scanner::Scanners::Options> scanner_options(
    const std::vector<std::string>& addresses, const std::string& setting);

/// The addresses in a till's setting "scanners": a line each, or with blanks between them; "none"
/// for none.
std::vector<std::string> scanner_addresses(const std::string& setting);

}  // namespace app::core
