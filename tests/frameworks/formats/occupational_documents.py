"""Made-up occupational frameworks, each with the damage of another way to text."""

BICYCLE = """
Occupation: Bicycle Mechanic\t\tONET Code: 49-3091.00
\t\tRAPIDS Code: 0744CB
OCCUPATIONAL OVERVIEW
Potential Job Titles: Bicycle Mechanic, Bench Hand (junior, senior), Wheel Builder
Occupational Purpose: Keeps bicycles safe to ride.
Occupational Context: Works at a bench in a shop.
Certification or Licensure
Credential\tAwarding Body\tTiming
Shop safety card\tCounty\tDuring
Job Function 1: Trues and builds wheels\tBasic\t
Job Function 2: Services brakes\tAdvanced\t
Job Function 10: Fits riders to their bicycles\tOptional\t

CROSS-CUTTING COMPETENCIES
Personal Effectiveness Competencies
\tRelevance\t0\t1\t2\t3\t4\t5\t6\t7\t8
\tPatience\t\t\t\t\tX
\tTidiness\tX
Workplace Competencies
\tRelevance\t0\t1\t2\t3\t4\t5\t6\t7\t8
\tReading Charts\t\t\t\t\t\t\t\t\tX
Bicycle Mechanic Framework
Page 2 of 4
\f
WORK PROCESS SCHEDULE\t\t\t\tBicycle Mechanic\t\tONET Code 49-3091
Job Title:
Apprenticeship Type: Competency Based
Minimum Time Requirements: At least 12 months; most apprentices need 15 months.
Required Certifications: None.
JOB FUNCTION\t\t\tCore/ Optional\tOJT\tRI
JOB FUNCTION 1: Trues and builds wheels\t\t\tCore\t600\t40
Laces a wheel to a pattern\t\t\tCore\t\t
Tensions spokes evenly\t\t\tCore\t\t
JOB FUNCTION 2: Services brakes\t\t\tCore\t1,200.5\t30-45
Bicycle Mechanic Framework
3
\f
WORK PROCESS SCHEDULE\t\t\t\tBicycle Mechanic\t\tONET Code 49-3091
JOB FUNCTION\t\t\tCore/ Optional\tOJT\tRI
Adjusts rim brakes\t\t\tCore\t\t
Bleeds hydraulic brakes\t\t\tOptional\t\t
JOB FUNCTION 10: Fits riders to their bicycles\t\t\tOptional\t\t
Measures the rider\t\t\t\t80\t
Sets saddle height\t\t\t\t20\t4
TOTAL\t\t\t\t1,900.5\t90

Bicycle Mechanic Framework
4
\f
Job Function 1: Trues and builds wheels\t\tLevel\tRequired\tOptional
\tRELATED INSTRUCTION
\tSCOPE: Front and rear wheels of all sizes.
\tSkills
\t• Reading a dial gauge
\t• Lacing
\tKnowledge & Understanding
\tHow spokes carry load
\tTools & Technology
\tTruing stand
Core\tCompetency 1a: Laces a wheel to a pattern\tBasic\tX\t
\tPerformance Standards
\t1. The pattern matches the drawing
\t2. No spoke is left over
Core\tCompetency 1b: Tensions spokes evenly\tBasic\tX\t
\tPerformance Standards
\tTension differs by less than ten percent
Job Function 2: Services brakes\t\tLevel\tRequired\tOptional
\tRELATED INSTRUCTION
\tSkills
\tFeeling for pads
Core\tCompetency 2a: Adjusts rim brakes\tAdvanced\tX\t
\tPerformance Standards: Both pads touch at once
Bicycle Mechanic Framework
5
\f
Job Function 2: Services brakes (continued)\t\tLevel\tRequired\tOptional
Optional\tCompetency 2b: Bleeds hydraulic brakes\tAdvanced\t\tX
\tPerformance Standards
\tNo air is left
Job Function 10: Fits riders to their bicycles (Optional)\t\tLevel\tRequired\tOptional X
\tSkills
\tListening
Optional\tCompetency 10a: Measures the rider\tBasic\t\tX
\tPerformance Standards
Optional\tCompetency 10b: Sets saddle height\tBasic\t\tX
\tPerformance Standards
Job Function 11:\t\tOJT\tRI
\tScope
\tSkills
Core or Optional\tCompetency 11a:
\tPerformance Standards
"""
"""Hours, standards, a total, running heads on every page, and codes of two figures."""

GREENHOUSE = """
Occupation: Greenhouse Grower    ONET Code 45-2092.01
                                 RAPIDS Code 2
OCCUPATIONAL OVERVIEW
Occupational Purpose: Raises plants under glass.
Job Function 1: Sows and pots          Basic
Job Function 2: Controls the climate   Optional

CROSS-CUTTING COMPETENCIES
Academic Competencies
    Relevance            0   1   2   3   4
    Measuring                    X
    Plant Names                      X

WORK PROCESS SCHEDULE    Greenhouse Grower
Apprenticeship Type: Competency-Based
Minimum Time Requirements: one to two years
JOB FUNCTION                           Core/ Optional    OJT    RI
JOB FUNCTION 1: Sows and pots          Core
Fills trays with growing mix           Core
Pricks out seedlings                   Core
JOB FUNCTION 2: Controls the climate   Optional
Sets vents and shades

Job Function 1: Sows and pots              Level    Required    Optional
    RELATED INSTRUCTION
    Skills
    Careful handling
Competency 1a: Fills trays with growing mix    Basic       X
    Performance Standards
Competency 1b: Pricks out seedlings        Basic                   X
    Performance Standards
Job Function 2: Controls the climate       Level    Required    Optional
    RELATED INSTRUCTION
Competency 2a: Sets vents and shades       Basic                         X
    Performance Standards
"""
"""Every tab is lost to spaces: marks can be placed by where they stand in the line, or not at all."""

BAKERY = """COMPETENCY-BASED OCCUPATIONAL FRAMEWORK
Bakery Technician
O*NET-SOC Code: 51-3011
RAPIDS Code: 0034
Updated: March 2021
Occupational Overview
Potential Job Titles
Baker; Oven Hand; Pastry Maker
Attitudes and Behaviors
Rises early and keeps
clean hands.
Job Function 1\tMixes doughs\tCore
Job Function 2\tBakes and cools\tCore
Cross-cutting competencies
Competency\t0\t1\t2\t3
Personal Effectiveness
Punctuality\t\t\t✓
Care\t✓\t✓
Industry-Wide
Hygiene
Work Process Schedule
Apprenticeship Type: ___ Time-Based ___ Competency-Based _X_ Hybrid
Minimum Time Requirements: 2,000 hours of work and 144 hours of classroom instruction over 18 months
JOB FUNCTION\tCore/ Optional\tOJT\tRI
JOB FUNCTION 1: Mixes doughs\tCore
A. Weighs flour, water
and salt by the formula\tCore
B. Kneads until the dough is smooth\tCore
JOB FUNCTION 2: Bakes and cools\tCore
A. Loads ovens\tCore
B. Cools loaves on racks\tCore
Detailed Job Functions
Job Function 1: Mixes doughs\tLevel\tRequired\tOptional
Related Technical Instruction
Knowledge\tSkills\tTools & Technologies
Gluten\tWeighing\tScales
Yeast\t\tMixers
Core\tCompetency A: Weighs flour, water and salt by the formula\t\tX
Performance Criteria
• Scale is set to zero before each
weighing
• Nothing is spilled
Core\tCompetency B: Kneads until the dough is smooth\t\tX
Job Function 2: Bakes and cools\tLevel\tRequired\tOptional
Related Technical Instruction
Core\tCompetency A: Loads ovens\t\tX
Performance Criteria
Core\tCompetency B: Cools loaves on wire racks before packing\t\tX
Performance Criteria
"""
"""As a Word document gives it: no empty cells at the ends, no level words, lettered competencies, bullets, wrapped
lines, columns side by side."""

FERRY = """
Occupation: Ferry Deckhand\t\tONET Code 53-5011.00
OCCUPATIONAL OVERVIEW
Occupational Purpose: Moors the ferry.
Job Function 1: Handles lines\tBasic\t
Job Function 2: Helps passengers\tBasic\t
[illegible]
WORK PROCESS SCHEDULE
Apprenticeship Type: Time Based ___ Hybrid ___
JOB FUNCTION\t\tCore/ Optional\tOJT\tRI
JOB FUNCTION 1: Handles lines\t\tCore\t300\t
Throws a heaving line\t\tCore\t\t
Ties off to a bollard\t\tCore\t\t
Splices a rope that has parted\t\tCore\t\t
JOB FUNCTION 1: Helps passengers aboard\t\tCore\t\t
Lowers the ramp\t\tCore\t\t
[page illegible]
Counts heads at the gangway\t\tCore\t\t

Job Function 1: Handles lines\t\tLevel\tRequired\tOptional
\tRELATED INSTRUCTION
\tSkills
\tKnots
[illegible]
\tThrowing far
\tCompetency 1a: Throws a heaving line\tBasic\tX\t
\tPerformance Standards
\tCompetency 1a: Mends a rope that parted\tBasic\t\tX
\tPerformance Standards
\tCompetency 1d: [illegible]\tBasic\tX\t
\tPerformance Standards
[illegible]
\tCompetency 3a: Sounds the horn in fog\tBasic\tX\t
\tPerformance Standards
\tCompetency 2a: Lowers the ramp
\tPerformance Standards
"""
"""Illegible pages, a code and a number printed twice, a detail page whose head is lost."""

FLAT = """
Occupation: Tile Setter ONET Code 47-2044.00
RAPIDS Code 0573
OCCUPATIONAL OVERVIEW
Occupational Purpose: Sets tile.
Job Function 1: Prepares floors Basic
Job Function 2: Grouts joints Optional
CROSS-CUTTING COMPETENCIES
Workplace Competencies
Relevance 0 1 2 3 4 5 6 7 8
Punctuality X
WORK PROCESS SCHEDULE Tile Setter
Apprenticeship Type: Competency Based
JOB FUNCTION Core/ Optional OJT RI
JOB FUNCTION 1: Prepares floors Core
Levels the floor Core
Lays backer board Core
JOB FUNCTION 2: Grouts joints Optional
Mixes grout
Job Function 1: Prepares floors Level Required Optional
RELATED INSTRUCTION
Skills
Measuring
Core Competency 1a: Levels the floor Basic X
Performance Standards
Core Competency 1b: Lays backer board Basic X
Performance Standards
Job Function 2: Grouts joints Level Required Optional X
RELATED INSTRUCTION
Optional Competency 2a: Mixes grout Intermediate X
Performance Standards
"""
"""One space where every tab was."""

ALL = {"bicycle": BICYCLE, "greenhouse": GREENHOUSE, "bakery": BAKERY, "ferry": FERRY, "flat": FLAT}
