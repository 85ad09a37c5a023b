{{ config(meta={'rule': 'R22', 'dagster': {'ref': {'name': 'internship_pupils'}}}) }}

-- Taking every row's half days off the pupil's volume leaves nothing, in either system.
with taken as (
    select
        leerling_id,
        schooljaar,
        coalesce(zending_halve_dagen, 0) as zending,
        coalesce(w_code_halve_dagen, 0) as w_code,
        source_line
    from {{ ref('internship_pupils') }}
    where zending_halve_dagen is not null or w_code_halve_dagen is not null
    union all
    select
        leerling_id,
        schooljaar,
        -halve_dagen as zending,
        0 as w_code,
        null as source_line
    from {{ ref('stg_agodi__zending_stage') }}
    where halve_dagen <> 0
    union all
    select
        leerling_id,
        schooljaar,
        0 as zending,
        -halve_dagen as w_code,
        null as source_line
    from {{ ref('stg_agodi__w_codes') }}
),

left_over as (
    -- without a volume in either system: of no pupil here
    select
        schooljaar,
        max(source_line) as source_line,
        sum(zending) as zending,
        sum(w_code) as w_code
    from taken
    group by leerling_id, schooljaar
    having max(source_line) is not null
),

looked_at as (
    select count(*) as n
    from left_over
),

offending as (
    select
        'inschrijvingen' as dataset,
        schooljaar as period,
        source_line
    from left_over
    where zending <> 0 or w_code <> 0
),

{{ check_result() }}
