#pragma once

#include <cstdint>
#include <expected>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/till/ui/key_map.hpp"
#include "app/till/ui/text_key.hpp"

namespace till::ui {

/// What stands for `{name}` in a text.
struct Argument {
    std::string_view name;
    std::string_view value;
};
using Arguments = std::initializer_list<Argument>;

/// The texts of one language.
///
/// Right-to-left values are wrapped in isolates when they are put into a sentence, so that a name
/// never turns the words around it.
class Texts {
public:
    /// Reads a catalogue. Every key of `text_keys.inc` must be there and no other.
    ///
    /// errors: one sentence with the language and all keys that are missing, unknown or malformed
    static std::expected<Texts, std::string> parse(std::string_view json,
                                                   std::string_view language);

    Texts(Texts&&) noexcept;
    Texts& operator=(Texts&&) noexcept;
    ~Texts();

    /// Puts the name of a command's key wherever a text says `{key_pay}`.
    void name_keys(const KeyMap& keys);

    const std::string& language() const;  ///< "en", "de"
    bool right_to_left() const;

    /// The text as it stands. For one with plural forms: the form for many.
    const std::string& operator[](TextKey key) const;
    /// The text with its placeholders filled in; a placeholder without an argument stays visible.
    std::string with(TextKey key, Arguments arguments) const;
    /// The form that the language uses for `count`; `{count}` is filled in from the arguments, or
    /// with plain digits.
    std::string count(TextKey key, std::int64_t count, Arguments arguments = {}) const;

    /// The names of the placeholders of all forms, sorted; for checks across languages.
    std::vector<std::string> placeholders(TextKey key) const;
    bool has_plural_forms(TextKey key) const;

private:
    struct Catalogue;
    explicit Texts(std::unique_ptr<Catalogue> catalogue);
    std::unique_ptr<Catalogue> catalogue_;
};

}  // namespace till::ui
