with counted as (
    select
        schooljaar,
        'geen stageregistratie' as categorie,
        sum(case when stageregistratie = 'geen' then n_leerlingen else 0 end) as aantal,
        sum(n_leerlingen) as noemer
    from {{ ref('internship_registration') }}
    -- no base where kwalificaties is not delivered
    where is_p_obl and has_studiebewijs and stageregistratie is not null
    group by schooljaar
)

{{ cells_of('txt_002', ['schooljaar']) }}
