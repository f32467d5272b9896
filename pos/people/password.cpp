#include "pos/people/password.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <new>

namespace pos::people {

bool is_good_password(std::string_view password) {
    const auto characters = std::ranges::count_if(
        password, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    return static_cast<std::size_t>(characters) >= kPasswordMin &&
           password.size() <= kPasswordBytesMax;
}

std::string hash_password(std::string_view password) {
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (::sodium_init() < 0 || ::crypto_pwhash_str(hash.data(), password.data(), password.size(),
                                                   crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                                   crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
        throw std::bad_alloc{};
    }
    return hash.data();
}

bool is_password(std::string_view hash, std::string_view password) {
    const std::string known{hash};
    if (known.empty()) {
        (void)hash_password(password);
        return false;
    }
    return ::sodium_init() >= 0 && known.size() < crypto_pwhash_STRBYTES &&
           ::crypto_pwhash_str_verify(known.c_str(), password.data(), password.size()) == 0;
}

}  // namespace pos::people
