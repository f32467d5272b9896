#pragma once

#include <memory>
#include <string_view>

namespace till::ui {

/// The borders of characters as a person sees them (ICU's grapheme clusters), in bytes.
///
/// owns: nothing of the text, which outlives this
class Graphemes {
public:
    explicit Graphemes(std::string_view text);
    ~Graphemes();
    Graphemes(const Graphemes&) = delete;
    Graphemes& operator=(const Graphemes&) = delete;

    /// The last border before `at`; 0 at the beginning.
    std::size_t before(std::size_t at) const;
    /// The first border behind `at`; the text's size at the end.
    std::size_t behind(std::size_t at) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace till::ui
