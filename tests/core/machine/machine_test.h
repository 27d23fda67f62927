// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/machine/machine.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

/// Writes the files that describe a machine, and reads them.
class MachineTest : public testing::Test
{
protected:
    void write(const std::filesystem::path& file, const std::string& text) const
    {
        std::filesystem::create_directories((m_root / file).parent_path());
        std::ofstream(m_root / file, std::ios::binary) << text;
    }
    void writeCache(int index, int level, const std::string& type, const std::string& size, int line,
                    const std::string& sharedBy) const
    {
        const std::filesystem::path folder = kCpu / "cpu0/cache" / ("index" + std::to_string(index));
        write(folder / "level", std::to_string(level) + "\n");
        write(folder / "type", type + "\n");
        write(folder / "size", size + "\n");
        write(folder / "coherency_line_size", std::to_string(line) + "\n");
        write(folder / "ways_of_associativity", "12\n");
        write(folder / "number_of_sets", "64\n");
        write(folder / "shared_cpu_list", sharedBy + "\n");
    }
    void writeSiblings(int cpu, const std::string& siblings) const
    {
        write(kCpu / ("cpu" + std::to_string(cpu)) / "topology/thread_siblings_list", siblings + "\n");
    }
    lab::machine::Machine read() const { return lab::machine::read(m_root); }

    const std::filesystem::path kCpu = "sys/devices/system/cpu";
    const TemporaryFolder m_folder;
    const std::filesystem::path m_root = m_folder.path();
};
