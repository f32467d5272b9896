#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace app::core::bench {

/// An item that no shop sells, but any could.
struct Goods {
    std::string barcode;  // a GTIN with its check digit; one in a hundred a code of the shop's own
    std::string name;     // in one of the scripts of the world
    std::string department;
    std::string tax_class;
    std::int64_t price_minor{0};
};

/// The `number`-th of an endless catalogue, always the same one; barcodes are all different.
///
/// requires: number below 10^9
Goods goods(std::uint64_t number);

/// The same as a row of a file: barcode, name, department, tax, price.
inline constexpr std::string_view kGoodsHeader = "barcode,name,department,tax,price\n";
void append_csv(const Goods& goods, std::string& out);

}  // namespace app::core::bench
