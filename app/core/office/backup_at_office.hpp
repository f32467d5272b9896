#pragma once

#include <cstdint>
#include <string>

#include "app/core/office/backup_content.hpp"
#include "pos/base/clock.hpp"

namespace app::core {

/// How far head office has the books that a backup ends.
struct AtOffice {
    enum class Knows : std::uint8_t {
        not_asked,    // the key that this till joined with is not there
        unreachable,  // or it did not want to say: the name of `why`, as of a Failure
        less,         // nothing that the backup lacks
        more,         // `entries` that the backup lacks: what they tell is safe there
    };
    Knows knows{Knows::not_asked};
    std::uint64_t entries{0};
    std::string why{};
    bool operator==(const AtOffice&) const = default;
};

/// Asks it with the key in `key_file`, which the till had before its database was lost.
///
/// requires: the content is that database's, and names a head office
AtOffice ask_office(pos::store::db::Connection& shop, const BackupContent& content,
                    const std::string& key_file, pos::Clock& clock);

}  // namespace app::core
