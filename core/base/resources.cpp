// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/resources.h"

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

namespace lab::base {

std::filesystem::path resource(const std::filesystem::path& relative)
{
    namespace fs = std::filesystem;
    std::vector<fs::path> roots;
    if (const char* set = std::getenv(kResourcesVariable))
        roots.emplace_back(set);
    std::error_code error;
    const fs::path executable = fs::read_symlink("/proc/self/exe", error);
    if (!error)
        roots.push_back(executable.parent_path().parent_path() / "share" / "speedup-lab");

    std::string looked;
    for (const fs::path& root : roots) {
        fs::path candidate = root / relative;
        if (fs::exists(candidate, error))
            return candidate;
        looked += (looked.empty() ? "" : ", ") + root.string();
    }
    throw std::runtime_error("resource file '" + relative.string() + "' not found (looked in " + looked +
                             "); set " + kResourcesVariable + " to the folder that holds it");
}

} // namespace lab::base
