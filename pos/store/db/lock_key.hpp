#pragma once

#include <cstdint>
#include <string_view>

namespace pos::store::db {

/// FNV-1a: locks of PostgreSQL and places in a file are numbers.
constexpr std::uint64_t lock_key(std::string_view name) {
    std::uint64_t hash = 14'695'981'039'346'656'037U;
    for (const char c : name) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
    }
    return hash;
}

}  // namespace pos::store::db
