"""Work process schedules on the Department of Labor's Appendix A form, as Word documents."""
