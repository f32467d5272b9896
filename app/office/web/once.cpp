#include "app/office/web/once.hpp"

#include "app/core/office/sign_in.hpp"

namespace app::office::web {

std::string new_once(const Call& call) {
    return core::random_token(call.office.random);
}

bool is_once(std::string_view text) {
    constexpr std::size_t kLength = 64;
    return text.size() == kLength;
}

}  // namespace app::office::web
