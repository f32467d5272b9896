#pragma once

#include "app/core/logo_fault.hpp"
#include "app/till/ui/texts.hpp"

namespace till::shell {

/// Why that picture can be no logo; the words name its {file}.
inline ui::TextKey key_of(app::core::LogoFault fault) {
    switch (fault) {
        case app::core::LogoFault::cannot_read:
            return ui::TextKey::shop_logo_cannot_read;
        case app::core::LogoFault::too_many_bytes:
            return ui::TextKey::shop_logo_too_large;
        case app::core::LogoFault::not_a_picture:
            return ui::TextKey::shop_logo_not_a_picture;
        case app::core::LogoFault::too_many_dots:
            return ui::TextKey::shop_logo_too_many_dots;
        case app::core::LogoFault::blank:
            return ui::TextKey::shop_logo_blank;
    }
    return ui::TextKey::shop_logo_cannot_read;
}

}  // namespace till::shell
