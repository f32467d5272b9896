#pragma once

#include <string>

namespace pos::store {

/// Whether a file of that name is, or would be taken for, a part of a shop: a database of ours, or
/// the log, lock or key of one. Whoever writes an export, a receipt or a picture asks first, since
/// a slip of the keys would lose sales or the key for good. Links are followed.
bool is_part_of_shop(const std::string& file);

}  // namespace pos::store
