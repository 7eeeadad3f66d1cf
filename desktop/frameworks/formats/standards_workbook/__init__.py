"""The workbook of ApprenticeshipStandards.org, read and written."""
