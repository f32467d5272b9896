#pragma once

#include <string>
#include <string_view>

namespace app::core::invoice {

/// What a hybrid file says of itself to programs that open it.
struct HybridFacts {
    std::string title;
    std::string author;
    std::string created;  // "2026-11-26"
    std::string file;     // "factur-x.xml"
    std::string profile;  // "EN 16931"
};

/// The XMP packet: the level of PDF/A, title and author, and which XML lies inside, with the schema
/// that says so.
///
/// source: ISO 16684-1; ISO 19005-3, 6.6; Factur-X 1.0.07, 6.2.2
std::string xmp_packet(const HybridFacts& facts);

/// sRGB as an ICC profile of fixed bytes.
///
/// source: IEC 61966-2-1
std::string srgb_profile();

}  // namespace app::core::invoice
