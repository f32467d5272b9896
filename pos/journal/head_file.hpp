#pragma once

#include <filesystem>
#include <optional>
#include <utility>

#include "pos/journal/chain.hpp"

/// How far a key has signed, in a small file beside it: the journal's last entry. A database that
/// was put back from an older copy lacks that entry, and whoever opens it can tell: were it sold
/// from, its numbers would be given a second time.
///
///     shop.db.key        the key
///     shop.db.key.head   1 KiB, mode 0600: two places, written in turn, of this layout each
///
///      at  size
///       0     8  "CFHEAD01"
///       8    16  journal_id
///      24     8  seq of the last entry, low byte first
///      32    32  its hash
///      64    32  BLAKE2b-256 of the 64 bytes before
///
/// It is written after each commit and not synced: killed, a program loses nothing of it, since the
/// system has it by then and writes it within half a minute; a power cut may leave it behind the
/// journal, or one of its places torn. So it never says more than the journal held, unless that was
/// put back; and a backup from before the last synced sale is always told. It is in no backup.
namespace pos::journal {

/// "shop.db.key" → "shop.db.key.head"
std::filesystem::path head_path(const std::filesystem::path& key_file);

/// owns:    its open file, if there is one
/// threads: one at a time; other programs may have the same file open, and the highest counts
class HeadFile {
public:
    /// Opens what lies beside that key, or makes it, durably. Where it cannot be made or written
    /// (a key on a disk that is only read), nothing is kept and everything else goes on.
    static HeadFile beside(const std::filesystem::path& key_file);
    HeadFile() = default;
    ~HeadFile();
    HeadFile(HeadFile&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
    HeadFile& operator=(HeadFile&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }

    /// The last entry of that journal that it knows; nothing if it knows of none.
    std::optional<Head> read(const Ulid& journal) const;
    /// Whether it knows of no journal at all.
    bool is_blank() const;
    /// Notes it, unless a later one of that journal stands there.
    void note(const Ulid& journal, const Head& head);
    /// Makes what was noted outlive a power cut.
    void sync();

private:
    explicit HeadFile(int number) : number_{number} {}
    int number_{-1};
};

}  // namespace pos::journal
