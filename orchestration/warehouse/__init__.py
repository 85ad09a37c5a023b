"""dbt in this process: parsing the project, running it, reading what its checks found."""
