with complete as (
    select distinct schooljaar
    from {{ ref('exit_quarters') }}
    where is_complete
),

counted as (
    select
        mart.schooljaar,
        mart.onderwijsvorm,
        mart.kwartaal,
        mart.kenmerk || ': ' || mart.waarde || ': ' || listed.arbeidsmarktstatus as categorie,
        sum(case when mart.arbeidsmarktstatus = listed.arbeidsmarktstatus then mart.n_leavers else 0 end) as aantal,
        sum(mart.n_leavers) as noemer
    from {{ ref('leavers_by_background') }} as mart
    -- R52
    semi join complete on mart.schooljaar = complete.schooljaar
    cross join (values ('werkend'), ('werkzoekend')) as listed (arbeidsmarktstatus)
    where mart.kwartaal in (1, 4, 8)
    group by
        mart.schooljaar,
        mart.onderwijsvorm,
        mart.kwartaal,
        mart.kenmerk || ': ' || mart.waarde || ': ' || listed.arbeidsmarktstatus
)

{{ cells_of('ext_05', ['schooljaar', 'onderwijsvorm', 'kwartaal']) }}
