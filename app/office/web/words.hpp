#pragma once

#include <initializer_list>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pos/locale/locale.hpp"

namespace app::office::web {

/// What the pages say in one language, by name: templates name their texts, too.
///
/// threads: any
class Words {
public:
    /// Every language that the program holds, "en" first.
    static const std::vector<Words>& all();
    /// The one of that code, or else the first that a browser's Accept-Language names.
    static const Words& choose(std::string_view code, std::string_view accept_language);

    const std::string& code() const { return code_; }
    const pos::locale::Locale& locale() const { return locale_; }
    /// requires: the text is there
    const std::string& operator[](std::string_view name) const;
    bool has(std::string_view name) const { return texts_.contains(name); }
    /// With what stands for `{name}` in it.
    using Argument = std::pair<std::string_view, std::string_view>;
    std::string with(std::string_view name, std::initializer_list<Argument> arguments) const {
        return with(name, std::span{arguments.begin(), arguments.size()});
    }
    std::string with(std::string_view name, std::span<const Argument> arguments) const;
    const std::map<std::string, std::string, std::less<>>& texts() const { return texts_; }

private:
    Words(std::string code, pos::locale::Locale locale)
        : code_{std::move(code)}, locale_{std::move(locale)} {}
    static Words read(std::string_view code, std::string_view locale_tag);

    std::string code_;
    pos::locale::Locale locale_;
    std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace app::office::web
