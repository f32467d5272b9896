#pragma once

#include <string>
#include <vector>

#include "app/core/explain/explain.hpp"
#include "tests/conformance/published/runner.hpp"

namespace tests {

/// A request to `counterfoil explain` and what it answers: what the billing suites turn published
/// cases into, so that they try the product's own format and reader too.
using Request = app::core::explain::Json;

/// The answer; one that refuses is an exception that names the fields.
Request answered(const Request& request);

/// A file's text, unpacked where it is packed.
std::string read_unpacked(const std::string& path);

/// Copies members that are there and not null under other names.
void copy(const Json& from, const char* name, Request& to, const char* as);

/// Adds a difference unless both are the same figure, however many zeros they end in.
void compare_figure(Differences& differences, const std::string& what, const Json& expected,
                    const std::string& found);

/// The same, for a figure published with fewer decimals.
void compare_rounded(Differences& differences, const std::string& what, const Json& expected,
                     const std::string& found, bool up = false);

/// The same, within a tolerance.
void compare_near(Differences& differences, const std::string& what, const Json& expected,
                  const std::string& found, const std::string& tolerance);

}  // namespace tests
