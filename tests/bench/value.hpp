#pragma once

#include <cstdlib>
#include <expected>
#include <iostream>
#include <type_traits>
#include <utility>

namespace test {

/// What was made. Where nothing was, there is nothing to measure: says so and ends the program.
template <class T, class E>
T value(std::expected<T, E> made, const char* what) {
    if (made) {
        if constexpr (std::is_void_v<T>) {
            return;
        } else {
            return std::move(*made);
        }
    }
    std::cerr << what << " failed";
    if constexpr (requires { made.error().text; }) std::cerr << ": " << made.error().text;
    if constexpr (requires { made.error().cause.text; }) {
        std::cerr << ": " << made.error().cause.text;
    }
    if constexpr (requires { made.error().words; }) std::cerr << ": " << made.error().words;
    std::cerr << '\n';
    std::exit(3);
}

}  // namespace test
