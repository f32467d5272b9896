#pragma once

#include <cstdint>
#include <optional>

#include "pos/billing/invoice/invoice.hpp"

namespace pos::billing::invoice::check {

/// What may be wrong with an electronic address (BT-34, BT-49) before any invoice bears it.
enum class AddressFault : std::uint8_t {
    value_missing,
    scheme_missing,
    scheme_unknown,  // in no list of electronic address schemes
    not_of_scheme,   // check digits or a form that the scheme's addresses have
};
/// The first of them in enum order; nothing where it can be used.
///
/// source: the European Commission's code list of electronic address schemes (EAS), in
///         assets/einvoice/codes.txt; the schemes' own check digits as Peppol BIS Billing 3 asks
///         for them, that of 0204 by KoSIT's specification of Leitweg-IDs
std::optional<AddressFault> fault_of(const Identifier& address);

}  // namespace pos::billing::invoice::check
