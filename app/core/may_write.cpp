#include "app/core/may_write.hpp"

#include <variant>

#include "pos/store/part_of_shop.hpp"

namespace app::core {

Outcome<void> may_write(const std::string& file) {
    if (!pos::store::is_part_of_shop(file)) return {};
    return refuse(
        Why::would_overwrite, file,
        file +
            " is a shop's database, its log, its lock or its key, or is called like one. It "
            "is left as it is; choose another name.");
}

Outcome<void> may_write(const drivers::transport::Address& address) {
    const auto* file = std::get_if<drivers::transport::FileAddress>(&address);
    return file != nullptr ? may_write(file->path) : Outcome<void>{};
}

}  // namespace app::core
