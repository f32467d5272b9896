#pragma once

#include <array>
#include <string_view>

#include "pos/billing/invoice/syntax/fields.hpp"

namespace pos::billing::invoice::cii {

inline constexpr const char* kRootSpace =
    "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100";
inline constexpr const char* kPartSpace =
    "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100";
inline constexpr const char* kValueSpace =
    "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100";
inline constexpr const char* kQualifiedSpace =
    "urn:un:unece:uncefact:data:standard:QualifiedDataType:100";

inline constexpr Spaces kRoot{kRootSpace, kRootSpace};
inline constexpr Spaces kParts{kPartSpace, kPartSpace};
inline constexpr Spaces kValues{kValueSpace, kValueSpace};
inline constexpr Spaces kQualifieds{kQualifiedSpace, kQualifiedSpace};

/// UNTDID 2379: a date written as CCYYMMDD.
inline constexpr const char* kDateFormat = "102";

// What an additional document is.
inline constexpr const char* kTender = "50";
inline constexpr const char* kObject = "130";
inline constexpr const char* kAttachment = "916";

/// When tax is due: CII says UNTDID 2475, the model (BT-8) and UBL say UNTDID 2005.
struct TaxPoint {
    std::string_view cii;
    std::string_view model;
};
inline constexpr std::array kTaxPoints{TaxPoint{"5", "3"}, TaxPoint{"29", "35"},
                                       TaxPoint{"72", "432"}};
/// Empty for another code.
constexpr std::string_view tax_point_of(std::string_view cii) {
    for (const TaxPoint& point : kTaxPoints) {
        if (point.cii == cii) return point.model;
    }
    return {};
}
/// The code itself where there is no other.
constexpr std::string_view written_tax_point(std::string_view model) {
    for (const TaxPoint& point : kTaxPoints) {
        if (point.model == model) return point.cii;
    }
    return model;
}

// What a tax registration is: VAT identifier (BT-31) or another one (BT-32).
inline constexpr const char* kVatId = "VA";
inline constexpr const char* kTaxId = "FC";

}  // namespace pos::billing::invoice::cii
