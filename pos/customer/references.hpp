#pragma once

#include <cstddef>
#include <string>

namespace pos::customer {

/// What whoever is billed wants to find on each invoice, and where a program delivers it to. Empty:
/// nothing was said.
///
/// source: EN 16931-1:2017, business terms (BT)
struct InvoiceReferences {
    std::string buyer_reference;     // BT-10; of a German authority its Leitweg-ID
    std::string order_reference;     // BT-13
    std::string contract_reference;  // BT-12
    std::string e_address;           // BT-49
    std::string e_address_scheme;    // BT-49-1, of the list EAS: "0204", "EM"
    bool operator==(const InvoiceReferences&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & buyer_reference & order_reference & contract_reference & e_address;
        archive & e_address_scheme;
    }
};
/// Of each of them.
inline constexpr std::size_t kReferenceBytesMax = 100;

}  // namespace pos::customer
