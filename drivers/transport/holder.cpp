#include "drivers/transport/holder.hpp"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <system_error>

namespace drivers::transport {

namespace {

namespace fs = std::filesystem;

bool is_number(const std::string& name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
}

bool holds(const fs::path& process, const fs::path& node) {
    std::error_code failed;
    for (fs::directory_iterator at{process / "fd", failed}, end; !failed && at != end;
         at.increment(failed)) {
        std::error_code unreadable;
        if (fs::read_symlink(at->path(), unreadable) == node && !unreadable) return true;
    }
    return false;
}

}  // namespace

std::string holder_of(const fs::path& node, const fs::path& proc) {
    std::error_code failed;
    const fs::path real = fs::weakly_canonical(node, failed);
    if (failed) return {};
    const std::string own = std::to_string(::getpid());
    for (fs::directory_iterator at{proc, failed}, end; !failed && at != end; at.increment(failed)) {
        const std::string number = at->path().filename().string();
        if (!is_number(number) || number == own || !holds(at->path(), real)) continue;
        std::string name;
        std::getline(std::ifstream{at->path() / "comm"}, name);
        return name.empty() ? number : name + " (" + number + ")";
    }
    return {};
}

}  // namespace drivers::transport
