#pragma once

namespace till::ui {

/// Which hand the keys stand at; `usual` is the side where reading ends.
enum class Hand { usual, right, left };

/// Whether keys stand where reading starts, and what they work on where it ends.
constexpr bool keys_first(Hand hand, bool mirrored) {
    return (hand == Hand::right && mirrored) || (hand == Hand::left && !mirrored);
}

}  // namespace till::ui
