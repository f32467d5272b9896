#include "pos/store/part_of_shop.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include "pos/journal/key.hpp"
#include "pos/store/db/sqlite_file.hpp"

namespace pos::store {

namespace {

namespace fs = std::filesystem;

/// Without waiting at a pipe.
bool is_plain_file(const std::string& file) {
    std::error_code none;
    return fs::is_regular_file(file, none);
}

/// What a log of SQLite's begins with, by either order of its sums.
///
/// source: sqlite.org/fileformat2.html, 4.1
bool is_log(const std::string& file) {
    std::array<char, 4> begin{};
    std::ifstream{file, std::ios::binary}.read(begin.data(), begin.size());
    return begin == std::array{'\x37', '\x7f', '\x06', '\x82'} ||
           begin == std::array{'\x37', '\x7f', '\x06', '\x83'};
}

/// Whatever it is called, and whoever may read it.
bool is_key(const std::string& file) {
    std::error_code none;
    if (fs::file_size(file, none) != journal::SecretBytes::kSize || none) return false;
    journal::SecretBytes secret;
    std::ifstream in{file, std::ios::binary};
    in.read(reinterpret_cast<char*>(secret.bytes().data()),
            static_cast<std::streamsize>(secret.bytes().size()));
    return in && journal::SigningKey::from_secret(std::move(secret)).has_value();
}

}  // namespace

bool is_part_of_shop(const std::string& file) {
    std::error_code none;
    const fs::path followed = fs::weakly_canonical(file, none);
    if (db::is_name_beside(file) || db::is_name_beside(followed.string())) return true;
    if (!is_plain_file(file)) return false;
    return db::require_our_file(file, db::OpenMode::read_only).has_value() || is_log(file) ||
           is_key(file);
}

}  // namespace pos::store
