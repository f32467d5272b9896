#pragma once

#include <sys/types.h>

#include <expected>
#include <string>

namespace app::core {

/// An X display without a screen (Xvfb) for as long as it lives; DISPLAY names it meanwhile.
class VirtualDisplay {
public:
    /// errors: why none could be started, in a sentence
    static std::expected<VirtualDisplay, std::string> start(int width_px, int height_px);
    ~VirtualDisplay();
    VirtualDisplay(VirtualDisplay&& other) noexcept;
    VirtualDisplay& operator=(VirtualDisplay&&) = delete;
    VirtualDisplay(const VirtualDisplay&) = delete;
    VirtualDisplay& operator=(const VirtualDisplay&) = delete;

    const std::string& name() const { return name_; }  ///< ":99"

private:
    VirtualDisplay(pid_t process, std::string name);

    pid_t process_{-1};
    std::string name_;
    std::string before_;  // what DISPLAY was
};

}  // namespace app::core
