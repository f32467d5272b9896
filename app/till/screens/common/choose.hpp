#pragma once

#include <string>

namespace till::common {

/// A file or folder that can be chosen.
struct Place {
    std::string name;
    std::string note;  // its folder and when it was written; how much room there is
};

}  // namespace till::common
