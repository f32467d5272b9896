#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/child.hpp"
#include "tests/support/temp_dir.hpp"

namespace test {

/// The built till as a program on the X display of the environment, seen through what it says of
/// its controls and texts. It speaks English; its receipts go into the folder `paper`.
class WindowTill {
public:
    /// `name` tells tills in one folder apart.
    WindowTill(const TempDir& folder, const std::string& name, const std::string& shop);

    /// Whether that control is there and can be used.
    bool has(const std::string& control) const;
    /// Whether these words stand anywhere on the screen.
    bool shows(const std::string& words) const;
    /// Waits for that control and touches it.
    void tap(const std::string& control) const;

    Child& program() { return program_; }

private:
    nlohmann::json look() const;

    std::string probe_;
    Child program_;
};

/// Waits up to a minute; fails the test where it does not come.
void await(const char* what, const std::function<bool()>& is);
/// Keys go to whichever window has the display's.
void press(const std::string& key);
void type(const std::string& text);

}  // namespace test
