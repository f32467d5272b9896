#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "pos/locale/locale.hpp"

namespace app::core::invoice {

/// The words of an invoice for people, and how its language writes figures and dates.
class Words {
public:
    /// requires: "en" or "de"
    static Words read(std::string_view language);

    /// requires: a text of that name
    const std::string& operator[](std::string_view name) const;
    /// The text of that name, or another one.
    std::string_view find(std::string_view name, std::string_view otherwise) const;
    /// The text with {names} replaced.
    std::string with(
        std::string_view name,
        std::initializer_list<std::pair<std::string_view, std::string_view>> put) const;
    const pos::locale::Locale& locale() const { return locale_; }

private:
    explicit Words(pos::locale::Locale locale) : locale_{std::move(locale)} {}

    pos::locale::Locale locale_;
    std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace app::core::invoice
