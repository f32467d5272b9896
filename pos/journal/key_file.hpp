#pragma once

#include <expected>
#include <filesystem>

#include "pos/journal/key.hpp"

namespace pos::journal {

enum class KeyFileError {
    missing,
    not_a_file,    // a directory, a pipe…
    too_open,      // others than the owner may read or write it: the key may be known
    wrong_length,  // not 64 bytes
    damaged,       // its two halves do not belong together
    exists,        // create_key_file() never replaces a key: it would orphan a journal
    cannot_read,
    disk_full,
    cannot_write,
};

/// "shop.db" → "shop.db.key". In no backup: a restored shop gets a new key and a new journal.
std::filesystem::path key_path(const std::filesystem::path& database);

/// errors: missing … damaged, cannot_read
std::expected<SigningKey, KeyFileError> load_key(const std::filesystem::path& path);

/// Writes seed and public key, 64 bytes, mode 0600.
///
/// ensures: after success the file survives a power cut; after a power cut within, it is whole or
/// not
///          there
/// errors:  exists, disk_full, cannot_write
std::expected<void, KeyFileError> create_key_file(const std::filesystem::path& path,
                                                  const SigningKey& key);

}  // namespace pos::journal
