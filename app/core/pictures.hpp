#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <string_view>

#include "pos/store/db/open.hpp"

namespace app::core {

/// Where the pictures of a shop's goods lie: the folder DATABASE.pictures beside the database. An
/// item names a file in it. Empty for a database server, which has no folder beside it.
std::filesystem::path pictures_folder(const pos::store::db::DbTarget& target);

/// What to call a picture so that two never take each other's place: twenty hexadecimal digits that
/// follow from its bytes.
std::string name_of_contents(std::string_view bytes);

enum class PictureProblem {
    bad_name,  // a name that the till would not look for
    missing,   // there is no file at that path
    not_kept,  // it could not be copied into the folder
};

/// The name that the picture somebody names has in `folder`.
///
/// A bare file name is taken as it is: the file is in the folder, or will be laid there. A path is
/// copied: its name in the folder is made of its contents, so that two files never take each
/// other's place. Relative paths start at `from`.
std::expected<std::string, PictureProblem> keep_picture(std::string_view named,
                                                        const std::filesystem::path& from,
                                                        const std::filesystem::path& folder);

}  // namespace app::core
