#include "app/core/may_write.hpp"

#include "pos/store/part_of_shop.hpp"

namespace app::core {

Outcome<void> may_write(const std::string& file) {
    if (!pos::store::is_part_of_shop(file)) return {};
    return refuse(file +
                  " is a shop's database, its log, its lock or its key, or is called like one. It "
                  "is left as it is; choose another name.");
}

}  // namespace app::core
