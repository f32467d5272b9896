#include "app/till/plain_code.hpp"

namespace till {

namespace {

constexpr std::size_t kGtinBytes = 14;

/// An EAN-13 as it stands below its bars.
std::string without_padding(const std::string& key) {
    const bool padded = key.size() == kGtinBytes && key.starts_with('0');
    return padded ? key.substr(1) : key;
}

}  // namespace

std::string plain_code(const app::core::ReadCode& read) {
    // The shortest of the keys is last: a GTIN-8 is found by that alone.
    if (read.goods && !read.goods_keys.empty()) return without_padding(read.goods_keys.back());
    if (read.plain.kind == pos::catalog::ScanKind::embedded)
        return without_padding(read.plain.base_key);
    return read.plain.code;
}

}  // namespace till
