#pragma once

#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

/// How the files of a shop are moved out of the way of another one that takes their place.
///
///     shop.db  shop.db-wal  shop.db.key   →   shop.db.old-1  shop.db.old-1-wal  shop.db.key.old-1
///
/// and shop.db.key.head, how far the key has signed, becomes shop.db.key.old-1.head.
///
/// A log belongs to its database by name, so they keep together; nothing is ever replaced. While it
/// is under way the new shop lies there finished as shop.db.new-1: should the machine stop, the
/// next attempt finds it and goes on under the same number.
namespace pos::store {

/// The names that the files of a shop have, and will have once it is set aside as `mark`, a number
/// or a day. The database comes first, the key last: while that has its old name, not all is done.
std::vector<std::pair<std::string, std::string>> set_aside_names(const std::string& database,
                                                                 const std::string& key_file,
                                                                 std::string_view mark);

/// The marks of all databases that were set aside here, in order.
std::vector<std::string> marks_aside(const std::string& database);

/// What the finished shop is called while the old one goes aside as `number`.
std::string new_name(const std::string& database, int number);

/// The number under which what stands there goes aside: the first of which no name is taken, or
/// that of an attempt that was cut off.
int set_aside_number(const std::string& database, const std::string& key_file);

/// What stands at the place and is moved away together.
class OldShop {
public:
    /// errors: the system's; everything then has its old name
    std::error_code move_away(const std::string& database, const std::string& key_file,
                              std::string_view mark);
    /// Gives everything its old name again, the database last: while it lacks its log it has none.
    void put_back();

    /// From, to.
    const std::vector<std::pair<std::string, std::string>>& moved() const { return moved_; }

private:
    std::vector<std::pair<std::string, std::string>> moved_;
};

}  // namespace pos::store
