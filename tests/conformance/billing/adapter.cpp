#include "tests/conformance/billing/adapter.hpp"

#include <span>
#include <stdexcept>

#include "app/core/tabular/input.hpp"
#include "pos/money/decimal.hpp"

namespace tests {

namespace {

pos::Exact figure_of(const std::string& text) {
    const auto figure = pos::parse_exact(text);
    if (!figure) throw std::runtime_error{"not a figure: " + text};
    return *figure;
}

}  // namespace

Request answered(const Request& request) {
    Request answer = app::core::explain::explain(request);
    if (app::core::explain::is_refused(answer)) {
        throw std::runtime_error{"refused: " + answer.at("errors").dump()};
    }
    return answer;
}

std::string read_unpacked(const std::string& path) {
    auto input = app::core::tabular::open_input(path);
    if (!input) throw std::runtime_error{"cannot read " + path};
    std::string text;
    char buffer[1 << 16];
    for (;;) {
        const auto got = (*input)->read(std::span{buffer});
        if (!got) throw std::runtime_error{"cannot unpack " + path};
        if (*got == 0) return text;
        text.append(buffer, *got);
    }
}

void copy(const Json& from, const char* name, Request& to, const char* as) {
    const auto at = from.find(name);
    if (at != from.end() && !at->is_null()) to[as] = *at;
}

void compare_figure(Differences& differences, const std::string& what, const Json& expected,
                    const std::string& found) {
    const std::string figure = expected.get<std::string>();
    if (figure_of(figure) == figure_of(found)) return;
    differences.push_back(what + ": expected " + figure + ", got " + found);
}

void compare_rounded(Differences& differences, const std::string& what, const Json& expected,
                     const std::string& found, bool up) {
    const std::string figure = expected.get<std::string>();
    const std::size_t point = figure.find('.');
    const std::size_t decimals = point == std::string::npos ? 0 : figure.size() - point - 1;
    const auto mode = up ? pos::RoundingMode::up : pos::RoundingMode::half_away;
    const pos::Exact rounded = round_at(figure_of(found), static_cast<unsigned>(decimals), mode);
    compare_figure(differences, what, expected, to_string(rounded));
}

void compare_near(Differences& differences, const std::string& what, const Json& expected,
                  const std::string& found, const std::string& tolerance) {
    const pos::Exact apart = figure_of(expected.get<std::string>()) - figure_of(found);
    const pos::Exact within = figure_of(tolerance);
    if (apart <= within && -apart <= within) return;
    differences.push_back(what + ": expected " + expected.get<std::string>() + ", got " + found);
}

}  // namespace tests
