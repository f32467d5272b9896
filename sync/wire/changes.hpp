#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>

#include "pos/base/bytes.hpp"
#include "pos/base/ulid.hpp"
#include "pos/store/feed/change.hpp"

/// What a till is told of head office's changes (GET /v1/changes). README.md says every byte of it.
namespace syncing::wire {

/// An answer as it travels, and its body once it is no longer compressed, in bytes.
inline constexpr std::size_t kChangesBytesMax = std::size_t{1024} * 1024 + 4096;
inline constexpr std::size_t kChangesBodyBytesMax = std::size_t{8} * 1024 * 1024;
/// Contents that an office puts into one answer, in bytes: even where nothing can be compressed it
/// stays below the limit.
inline constexpr std::size_t kChangesContentBytes = std::size_t{768} * 1024;
inline constexpr std::size_t kChangesAtOnce = 2'000;

/// 2: the office says what vouches for where the till stands then. A till that does not say what it
/// was told so last (`mark` of the question) is answered in 1.
inline constexpr std::uint16_t kChangesVersion = 2;
inline constexpr std::size_t kChangesHeaderBytes = 56;
inline constexpr std::size_t kChangesHeaderBytesV1 = 32;

struct Changes {
    pos::Ulid epoch{};  // of the office: another one after it was restored
    pos::store::feed::Slice slice;
    bool operator==(const Changes&) const = default;
};

/// In an older version what that cannot say is left out.
///
/// requires: a slice of at most kChangesAtOnce changes and kChangesContentBytes, or of one change;
///           a version of 1 … kChangesVersion
pos::Bytes write_changes(const Changes& changes, std::uint16_t version = kChangesVersion);

enum class ChangesRefusal : std::uint8_t {
    too_large,
    truncated,
    not_changes,  // another kind of message
    newer_version,
    trailing_bytes,
    wrong_compression,
    wrong_body,   // no such record
    wrong_order,  // numbers that do not ascend between from and to, a head or a mark before to
};

/// errors: in enum order
std::expected<Changes, ChangesRefusal> read_changes(pos::BytesView bytes);

}  // namespace syncing::wire
