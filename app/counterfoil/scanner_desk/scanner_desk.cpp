#include "app/counterfoil/scanner_desk/scanner_desk.hpp"

#include <poll.h>
#include <unistd.h>

#include <array>

namespace app::counterfoil {

namespace {

constexpr int kLook_ms = 100;

}  // namespace

void scan_typed(const std::function<void(const std::string& code)>& scan,
                const std::function<bool()>& ended) {
    std::string typed;
    bool open = true;
    while (!ended()) {
        pollfd input{.fd = open ? STDIN_FILENO : -1, .events = POLLIN, .revents = 0};
        if (::poll(&input, 1, kLook_ms) <= 0) continue;
        std::array<char, 256> room{};
        const auto got = ::read(STDIN_FILENO, room.data(), room.size());
        if (got <= 0) open = false;  // nobody types any more
        if (got > 0) typed.append(room.data(), static_cast<std::size_t>(got));
        for (auto end = typed.find('\n'); end != std::string::npos; end = typed.find('\n')) {
            std::string code = typed.substr(0, end);
            typed.erase(0, end + 1);
            if (code.ends_with('\r')) code.pop_back();
            if (!code.empty()) scan(code);
        }
    }
}

}  // namespace app::counterfoil
